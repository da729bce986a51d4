import { build } from "esbuild";

// Packages stay outside: the bundle runs beside node_modules. `server-only` throws in plain Node, and this is plain Node.
await build({
  entryPoints: ["server.ts"],
  outfile: "dist/server.mjs",
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  tsconfig: "tsconfig.json",
  alias: { "server-only": "./node_modules/server-only/empty.js" },
  sourcemap: true,
  logLevel: "warning",
});
