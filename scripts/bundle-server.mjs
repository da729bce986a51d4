import { build } from "esbuild";
import { compressStatic } from "./compress-static.mjs";

const forDevelopment = process.argv[2];
const outfile = forDevelopment ?? "dist/server.mjs";

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

if (!forDevelopment) compressStatic(".next/static");
