import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether Meta signed exactly these bytes with the app's secret. It signs an escaped form of its JSON, so the body
 * must be the one that came over the wire, never one that was parsed and written again. The older SHA-1 header is
 * not accepted.
 */
export function hasValidSignature(rawBody: Buffer, header: string | null, appSecret: string): boolean {
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(header ?? "")?.[1];
  if (!hex || !appSecret) return false;

  const expected = createHmac("sha256", appSecret).update(rawBody).digest();
  return timingSafeEqual(expected, Buffer.from(hex, "hex"));
}
