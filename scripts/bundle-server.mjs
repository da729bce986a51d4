import { build } from "esbuild";

const outfile = process.argv[2] ?? "dist/server.mjs";

// Packages stay outside: the bundle runs beside node_modules. `server-only` throws in plain Node, and this is plain Node.
await build({
  entryPoints: ["server.ts"],
  outfile,
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
