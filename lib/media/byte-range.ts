import type { ByteRange } from "@/lib/storage/storage";

/**
 * The one range that a request asks for; undefined where it asks for none, or for what we answer with the whole file
 * (several ranges, other units, nonsense: RFC 9110 lets a server ignore them). Null where it lies outside of the file.
 */
export function byteRange(header: string | null, size: number): ByteRange | null | undefined {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  if (!asked || (asked[1] === "" && asked[2] === "")) return undefined;
  const [first, last] = [asked[1]!, asked[2]!];
  if (first === "") return lastBytes(Number(last), size);

  const [start, end] = [Number(first), last === "" ? size - 1 : Number(last)];
  if (last !== "" && end < start) return undefined;
  return start < size ? { start, end: Math.min(end, size - 1) } : null;
}

/** `bytes=-500`: the last 500. */
function lastBytes(count: number, size: number): ByteRange | null {
  if (count === 0 || size === 0) return null;
  return { start: Math.max(0, size - count), end: size - 1 };
}
