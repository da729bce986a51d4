import { startEmbeddedPostgres } from "../start-embedded-postgres";

/** A process of its own that serves the database until it is ended: for the tests that kill it. */
const dataDir = process.argv[2];
if (!dataDir) throw new Error("Usage: run-embedded-postgres.ts <dataDir>");

const { url, stop } = await startEmbeddedPostgres({ dataDir });
process.once("SIGTERM", () => void stop());
console.log(url);
