import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../world/clock";
import type { MessageAttachment } from "../world/entities";
import type { World } from "../world/world";
import { SAMPLES } from "./samples";

const URL_LIFE_MS = 48 * 3_600_000;
const MEMORY_LIMIT_BYTES = 256 * 1024 * 1024;

export interface MediaFile {
  name: string;
  mime: string;
  size: number;
}

/** The platform's media: samples and uploads, under addresses that expire after 48 hours of the platform's clock. */
export class MediaShelf {
  readonly files = new Map<string, MediaFile>();
  readonly #bytes = new Map<string, Buffer>();
  #held = 0;

  constructor(
    private readonly world: World,
    private readonly clock: Clock,
    private readonly baseUrl: () => string,
    private readonly folder: string | null,
  ) {
    if (folder) mkdirSync(folder, { recursive: true });
  }

  put(bytes: Buffer, mime: string, name: string): string {
    const id = this.world.ids.nextDigits(15, "media");
    this.files.set(id, { name, mime, size: bytes.length });
    if (this.folder) writeFileSync(join(this.folder, id), bytes);
    else this.#remember(id, bytes);
    return id;
  }

  /** The id of the ready file for an attachment type, or undefined for types that carry no file. */
  sample(type: string): string | undefined {
    return type in SAMPLES ? `sample-${type}` : undefined;
  }

  find(mediaId: string): (MediaFile & { bytes: Buffer }) | null {
    const sample = SAMPLES[mediaId.replace("sample-", "")];
    if (mediaId.startsWith("sample-") && sample) {
      const bytes = this.#bytes.get(mediaId) ?? sample.bytes();
      this.#bytes.set(mediaId, bytes);
      return { name: sample.name, mime: sample.mime, size: bytes.length, bytes };
    }
    const file = this.files.get(mediaId);
    const bytes = file && (this.#bytes.get(mediaId) ?? this.#read(mediaId));
    return file && bytes ? { ...file, bytes } : null;
  }

  /** The address of an attachment as it is shown now, where it has one. */
  addressOf({ mediaId, url }: Pick<MessageAttachment, "mediaId" | "url">): string | undefined {
    return mediaId ? this.address(mediaId) : url;
  }

  address(mediaId: string): string {
    const file = this.files.get(mediaId) ?? SAMPLES[mediaId.replace("sample-", "")];
    const expires = Math.floor((this.clock.now() + URL_LIFE_MS) / 1_000).toString(16);
    return `${this.baseUrl()}/cdn/media/${mediaId}/${encodeURIComponent(file?.name ?? "file")}?oe=${expires}`;
  }

  portraitAddress(id: string): string {
    const expires = Math.floor((this.clock.now() + URL_LIFE_MS) / 1_000).toString(16);
    return `${this.baseUrl()}/cdn/portraits/${id}.png?oe=${expires}`;
  }

  /** Whether an address that carries this `oe` still works. */
  isFresh(expiresHex: string | undefined): boolean {
    return expiresHex === undefined || Number.parseInt(expiresHex, 16) * 1_000 > this.clock.now();
  }

  clear(): void {
    for (const id of this.files.keys()) if (this.folder) rmSync(join(this.folder, id), { force: true });
    this.files.clear();
    this.#bytes.clear();
    this.#held = 0;
  }

  #read(mediaId: string): Buffer | null {
    return this.folder ? readFileSync(join(this.folder, mediaId)) : null;
  }

  #remember(id: string, bytes: Buffer): void {
    this.#bytes.set(id, bytes);
    this.#held += bytes.length;
    for (const [oldest, old] of this.#bytes) {
      if (this.#held <= MEMORY_LIMIT_BYTES) return;
      if (oldest.startsWith("sample-")) continue;
      this.#bytes.delete(oldest);
      this.files.delete(oldest);
      this.#held -= old.length;
    }
  }
}
