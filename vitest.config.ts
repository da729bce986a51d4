import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

const shared = {
  resolve: { alias: { "@/": root, "server-only": `${root}node_modules/server-only/empty.js` } },
};
const test = {
  env: { NODE_ENV: "test" as const, LOG_LEVEL: "silent" },
  // Far beyond what anything takes: a test may hang, it must never fail for being slow.
  testTimeout: 180_000,
  hookTimeout: 180_000,
};

export default defineConfig({
  test: {
    globalSetup: ["./db/testing/global-setup.ts"],
    maxWorkers: 3,
    projects: [
      {
        ...shared,
        test: {
          ...test,
          name: "apart",
          include: ["{components,db/embedded,scripts,simulator,bench,ledger,house}/**/*.test.{ts,tsx,mjs}"],
        },
      },
      {
        ...shared,
        test: {
          ...test,
          name: "on a database",
          include: ["{app,lib}/**/*.test.{ts,tsx}", "db/*.test.ts", "*.test.ts"],
          setupFiles: ["./db/testing/own-database.ts"],
        },
      },
    ],
  },
});
