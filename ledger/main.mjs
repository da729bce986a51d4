import path from "node:path";
import { createCrew } from "../scripts/crew.mjs";
import { buildWhenNeeded, installWhenNeeded, root } from "../scripts/prepare.mjs";

// Only what Node itself brings may be imported here: on a fresh clone nothing is installed yet.

const crew = createCrew(root);
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => crew.end().then(() => process.exit(130)));

try {
  await installWhenNeeded(crew.run);
  await buildWhenNeeded(crew.run);
  const program = path.join(root, "ledger/run-ledger.ts");
  await crew.run(process.execPath, ["--import", "tsx", program, ...process.argv.slice(2)]);
} catch (error) {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}
