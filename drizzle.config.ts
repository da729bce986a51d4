import { defineConfig } from "drizzle-kit";

// Imports neither db/client.ts nor lib/env.ts: both refuse plain Node (`server-only`).
export default defineConfig({
  dialect: "postgresql",
  schema: "./db/schema",
  out: "./db/migrations",
  casing: "snake_case",
});
