import { randomUUID } from "node:crypto";

const keyPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{7,199}$/;

/** A new key; the extension is for people who look into the folder, nothing depends on it. */
export function storageKey(extension?: string) {
  return extension ? `${randomUUID()}.${extension}` : randomUUID();
}

/**
 * No key can lead out of the storage: it holds no separator, and does not begin with a dot.
 *
 * @throws Error for anything else than `storageKey()` could have made.
 */
export function checkedKey(key: string) {
  if (!keyPattern.test(key)) throw new Error("This is not the key of a stored file.");
  return key;
}
