import { Readable } from "node:stream";
import { AppError } from "@/lib/errors";
import { storage } from "@/lib/storage/storage";
import { byteRange } from "./byte-range";
import type { ServedFile } from "./served-file";

/**
 * A key's bytes never change, so a browser may keep them; nobody in between may, for they are not for everybody. Nor
 * may anybody compress them, Next included: a range of a compressed body is no range of the file.
 */
const CACHING = "private, max-age=31536000, immutable, no-transform";

/**
 * Answers GET and HEAD for a stored file: whole, a range of it (206, 416), or "you have it" (304). The answer is a
 * page's resource and never a page of ours: its own policy forbids it everything.
 *
 * @throws AppError `not_found` when the storage has lost it.
 */
export async function serveFile(request: Request, file: ServedFile): Promise<Response> {
  const size = await storage().size(file.key);
  if (size === null) throw new AppError("not_found", "This file is no longer stored.");
  const headers = headersOf(file);
  if (hasIt(request, headers.etag)) return new Response(null, { status: 304, headers });

  const range = isSameFile(request, headers.etag) ? byteRange(request.headers.get("range"), size) : undefined;
  if (range === null) {
    return new Response(null, { status: 416, headers: { ...headers, "content-range": `bytes */${size}` } });
  }
  const length = range ? range.end - range.start + 1 : size;
  const whole = { ...headers, "content-length": String(length) };
  const told = range ? { ...whole, "content-range": `bytes ${range.start}-${range.end}/${size}` } : whole;
  const body = request.method === "HEAD" || size === 0 ? null : await streamOf(file.key, range);
  return new Response(body, { status: range ? 206 : 200, headers: told });
}

function headersOf({ key, contentType, name, inline }: ServedFile) {
  return {
    "content-type": contentType,
    "content-disposition": `${inline ? "inline" : "attachment"}; ${fileName(name)}`,
    "content-security-policy": "default-src 'none'; sandbox",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "accept-ranges": "bytes",
    "cache-control": CACHING,
    // Whoever signs out takes the copies in this browser with them.
    vary: "cookie",
    etag: `"${key}"`,
  };
}

/** RFC 6266: the plain name for old programs, the real one for all others. */
function fileName(name: string) {
  const plain = name.replace(/[^\w. -]/g, "_");
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${plain}"; filename*=UTF-8''${encoded}`;
}

function hasIt({ headers }: Request, etag: string) {
  const known = headers.get("if-none-match")?.split(",") ?? [];
  return known.some((tag) => ["*", etag].includes(tag.trim().replace(/^W\//, "")));
}

/** A range of another version than the one that is meant would be glued to the wrong half. */
function isSameFile({ headers }: Request, etag: string) {
  const meant = headers.get("if-range");
  return !meant || meant.trim() === etag;
}

async function streamOf(key: string, range: { start: number; end: number } | undefined) {
  const { body } = await storage().read(key, range);
  return Readable.toWeb(body) as ReadableStream<Uint8Array>;
}
