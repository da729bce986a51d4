import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const COMPRESSIBLE = /\.(js|css)$/;

/**
 * Lays a brotli copy beside every script and stylesheet of the build: at its highest quality it is an eighth smaller
 * than the gzip that Next makes anew for each request, and too slow to make in one. lib/startup/static-door.ts serves it.
 *
 * @param {string} folder
 */
export function compressStatic(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => COMPRESSIBLE.test(name))) {
    const plain = readFileSync(path.join(folder, file));
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
    writeFileSync(path.join(folder, `${file}.br`), brotliCompressSync(plain, { params }));
  }
}
