import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  resolve: {
    alias: { "@/": root, "server-only": `${root}node_modules/server-only/empty.js` },
  },
  test: {
    include: ["{app,components,db,lib,scripts,simulator,bench}/**/*.test.{ts,tsx,mjs}"],
    globalSetup: ["./db/testing/global-setup.ts"],
    env: { NODE_ENV: "test", LOG_LEVEL: "silent" },
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
