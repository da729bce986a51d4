import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const QUIET_MS = 200;

/**
 * Keeps one JSON document on disk. Writes are atomic (a temporary file, then a rename) and gathered: never more often
 * than 200 ms, and never more than a twentieth of the time, however large the document has grown.
 */
export class DataFile {
  #timer: NodeJS.Timeout | null = null;
  #pauseMs = QUIET_MS;
  #closed = false;

  constructor(
    private readonly path: string,
    private readonly take: () => unknown,
  ) {
    mkdirSync(dirname(path), { recursive: true });
  }

  /** The document as it was last written, or null when there is none yet. */
  static read(path: string): unknown {
    try {
      return JSON.parse(readFileSync(path, "utf8"));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
      throw new Error(`The simulator cannot read its data file ${path}.`, { cause: error });
    }
  }

  soon(): void {
    if (this.#closed) return;
    this.#timer ??= setTimeout(() => this.#write(this.take()), this.#pauseMs).unref();
  }

  /** Writes this at once, and nothing after it. */
  last(document: unknown): void {
    this.#closed = true;
    this.#write(document);
  }

  #write(document: unknown): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const started = performance.now();
    writeFileSync(`${this.path}.new`, JSON.stringify(document));
    renameSync(`${this.path}.new`, this.path);
    this.#pauseMs = Math.max(QUIET_MS, (performance.now() - started) * 20);
  }
}
