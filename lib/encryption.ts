import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env } from "./env";

/** Platform tokens at rest: AES-256-GCM, as `v1.<iv>.<tag>.<ciphertext>` in base64url. */
export function encrypt(plain: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key(), iv);
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return ["v1", ...[iv, cipher.getAuthTag(), body].map((part) => part.toString("base64url"))].join(".");
}

/** What was encrypted with another key, or changed since. */
export class UnreadableSecret extends Error {}

/** @throws UnreadableSecret when the text was changed or ENCRYPTION_KEY is another than when it was written. */
export function decrypt(encrypted: string): string {
  const [version, iv, tag, body] = encrypted.split(".");
  if (version !== "v1" || !iv || !tag || body === undefined) {
    throw new UnreadableSecret("Not an encrypted text of ours.");
  }
  const decipher = createDecipheriv("aes-256-gcm", key(), Buffer.from(iv, "base64url"));
  try {
    decipher.setAuthTag(Buffer.from(tag, "base64url"));
    return decipher.update(body, "base64url", "utf8") + decipher.final("utf8");
  } catch (cause) {
    throw new UnreadableSecret("This was encrypted with another ENCRYPTION_KEY, or changed since.", {
      cause,
    });
  }
}

function key() {
  if (!env.ENCRYPTION_KEY) throw new Error("ENCRYPTION_KEY is missing.");
  return Buffer.from(hkdfSync("sha256", Buffer.from(env.ENCRYPTION_KEY, "hex"), "", "platform tokens", 32));
}
