import { readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";

const COMPRESSED = ".br";
const types: Record<string, string> = {
  ".js": "application/javascript; charset=UTF-8",
  ".css": "text/css; charset=UTF-8",
};

/**
 * Serves the build's scripts and stylesheets to browsers that take brotli, from copies that the build has compressed.
 * Everything else is left to Next: other browsers, other files, and a build without copies.
 *
 * @param folder the build's static files; read once, a few hundred kilobytes.
 * @returns a door that tells whether the request was for it.
 */
export function staticDoor(folder: string): (request: IncomingMessage, response: ServerResponse) => boolean {
  const copies = readCopies(folder);

  return (request, response) => {
    const { method, url = "", headers } = request;
    const copy = copies.get(url.split("?", 1)[0]!);
    if (!copy || (method !== "GET" && method !== "HEAD") || !takesBrotli(headers["accept-encoding"]))
      return false;

    response.writeHead(200, {
      "content-type": copy.type,
      "content-encoding": "br",
      "content-length": copy.bytes.length,
      // The name changes with the content.
      "cache-control": "public, max-age=31536000, immutable",
      vary: "Accept-Encoding",
    });
    response.end(method === "HEAD" ? undefined : copy.bytes);
    return true;
  };
}

/** By address. Only what was found here is ever served: no path of a request reaches the disk. */
function readCopies(folder: string) {
  const copies = new Map<string, { bytes: Buffer; type: string }>();
  for (const file of filesBelow(folder)) {
    const original = file.slice(0, -COMPRESSED.length);
    const type = types[path.extname(original)];
    if (!file.endsWith(COMPRESSED) || !type) continue;
    const address = `/_next/static/${original.split(path.sep).map(encodeURIComponent).join("/")}`;
    copies.set(address, { bytes: readFileSync(path.join(folder, file)), type });
  }
  return copies;
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** `br;q=0` is a refusal. */
function takesBrotli(accepted: string | string[] | undefined): boolean {
  return /(^|[\s,])br(?!\s*;\s*q=0(\.0*)?\s*(,|$))(\s*[;,]|\s*$)/.test(String(accepted ?? ""));
}
