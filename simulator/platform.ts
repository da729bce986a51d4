import { MediaShelf } from "./cdn/media-shelf";
import { Faults } from "./graph/faults";
import { Usage } from "./graph/usage";
import { Ring } from "./ring";
import type { Delivery } from "./webhooks/delivery";
import { DeliveryQueue } from "./webhooks/delivery-queue";
import { Publisher } from "./webhooks/publisher";
import { Clock } from "./world/clock";
import { DataFile } from "./world/data-file";
import { restoreSnapshot, takeSnapshot, type WorldSnapshot } from "./world/snapshot";
import { World } from "./world/world";

const CALLS_KEPT = 5_000;

/** A Graph call as the control API shows it: secrets are cut to their last four characters. */
export interface Call {
  at: string;
  method: string;
  /** Without the version. */
  path: string;
  version: string | null;
  query: Record<string, unknown>;
  body: Record<string, unknown>;
  appId: string | null;
  pageId: string | null;
  status: number;
  code: number | null;
}

interface Saved {
  world: WorldSnapshot;
  clockOffsetMs: number;
  media: [string, { name: string; mime: string; size: number }][];
  deliveries: Delivery[];
  closedCleanly: boolean;
}

export interface PlatformOptions {
  seed: number;
  dataFile?: string | undefined;
  /** Calls that read conversations, for each Page; null = as many as anybody likes. */
  historyPerSecond?: number | null | undefined;
}

/** The whole pretend platform, without its HTTP. */
export class Platform {
  readonly clock = new Clock();
  readonly world: World;
  readonly media: MediaShelf;
  readonly deliveries: DeliveryQueue;
  readonly publisher: Publisher;
  readonly faults = new Faults();
  readonly usage: Usage;
  readonly calls = new Ring<Call>(CALLS_KEPT);
  /** `http://localhost:3100`: known once it listens. */
  baseUrl = "";
  readonly #file: DataFile | null;
  #undelivered: Delivery[] = [];

  constructor({ seed, dataFile, historyPerSecond = null }: PlatformOptions) {
    this.world = new World(seed);
    this.usage = new Usage(historyPerSecond);
    this.media = new MediaShelf(
      this.world,
      this.clock,
      () => this.baseUrl,
      dataFile ? `${dataFile}.media` : null,
    );
    this.deliveries = new DeliveryQueue(this.world, this.clock);
    this.publisher = new Publisher(this.world, this.clock, this.deliveries);
    this.#file = dataFile ? new DataFile(dataFile, () => this.#save(false)) : null;
    if (dataFile) this.#restore(DataFile.read(dataFile) as Saved | null);
    this.world.onChange(() => this.#file?.soon());
  }

  /** Goes on with the deliveries an earlier run left behind; called once the door is open. */
  start(): void {
    this.deliveries.restore(this.#undelivered);
    this.#undelivered = [];
  }

  /** Empties the world, the faults, the moods, the logs and the clock's offset. */
  reset(seed = this.world.ids.seed): void {
    this.deliveries.clear();
    this.media.clear();
    this.faults.clear();
    this.usage.clear();
    this.calls.clear();
    this.clock.moveTo(0);
    this.world.clear(seed);
  }

  /** Waits for the answers that are under way, then writes everything down. */
  async close(): Promise<void> {
    await this.deliveries.close();
    this.#file?.last(this.#save(true));
  }

  #save(closedCleanly: boolean): Saved {
    return {
      world: takeSnapshot(this.world),
      clockOffsetMs: this.clock.offsetMs,
      media: [...this.media.files],
      deliveries: [...this.#undelivered, ...this.deliveries.pending()],
      closedCleanly,
    };
  }

  #restore(saved: Saved | null): void {
    if (!saved) return;
    restoreSnapshot(this.world, saved.world, saved.closedCleanly);
    this.clock.moveTo(saved.clockOffsetMs);
    for (const [id, file] of saved.media) this.media.files.set(id, file);
    this.#undelivered = saved.deliveries;
  }
}
