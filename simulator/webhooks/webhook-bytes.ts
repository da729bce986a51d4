import { createHmac } from "node:crypto";

/** Anything but printable ASCII, and the slash: the platform escapes both before it signs (reference 3.2). */
const ESCAPED = /[\u0080-\uffff/]/g;

/** Serialises as the platform does: pure ASCII, `é` as `\u00e9`, emoji as a surrogate pair, `/` as `\/`. */
export function webhookBytes(body: unknown): string {
  return JSON.stringify(body).replace(ESCAPED, (character) =>
    character === "/" ? "\\/" : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Both signature headers over exactly these bytes. */
export function signatureHeaders(secret: string, bytes: string): Record<string, string> {
  return {
    "X-Hub-Signature-256": `sha256=${createHmac("sha256", secret).update(bytes).digest("hex")}`,
    "X-Hub-Signature": `sha1=${createHmac("sha1", secret).update(bytes).digest("hex")}`,
  };
}

/** `signed_request` of the deauthorize callback: the signature covers the encoded payload (reference 1.9). */
export function signedRequest(secret: string, payload: Record<string, unknown>): string {
  const encoded = Buffer.from(JSON.stringify(payload)).toString("base64url");
  const signature = createHmac("sha256", secret).update(encoded).digest("base64url");
  return `${signature}.${encoded}`;
}
