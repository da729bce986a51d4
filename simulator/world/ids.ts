import { createHash } from "node:crypto";

/**
 * Ids that a seed decides. Named ones (`digits`) depend on their words alone, so the order in which a test builds its
 * world does not matter; counted ones (`next…`) depend on how many were minted before.
 */
export class Ids {
  constructor(
    public seed: number,
    public count = 0,
  ) {}

  /** A decimal id of exactly this length, never starting with 0. */
  digits(length: number, ...words: string[]): string {
    const hash = BigInt(`0x${this.#hash(words).toString("hex")}`);
    const lowest = 10n ** BigInt(length - 1);
    return String(lowest + (hash % (9n * lowest)));
  }

  /** A hexadecimal secret that belongs to these words. */
  hex(length: number, ...words: string[]): string {
    return this.#hash(words).toString("hex").slice(0, length);
  }

  nextDigits(length: number, kind: string): string {
    return this.digits(length, kind, String(this.#next()));
  }

  /** An opaque word; the counter inside it makes it unique, the hash makes it unguessable by eye. */
  nextWord(prefix: string, kind: string, length = 22): string {
    const count = this.#next();
    const hash = this.#hash([kind, String(count)])
      .toString("base64url")
      .replaceAll(/[-_]/g, "x");
    return `${prefix}${hash.slice(0, length)}${count.toString(36)}`;
  }

  /** A repeatable choice between 0 and 1 for faults that happen "sometimes". */
  chance(): number {
    return this.#hash(["chance", String(this.#next())]).readUInt32BE(0) / 2 ** 32;
  }

  #next(): number {
    this.count += 1;
    return this.count;
  }

  #hash(words: string[]): Buffer {
    return createHash("sha256")
      .update([String(this.seed), ...words].join("\n"))
      .digest();
  }
}
