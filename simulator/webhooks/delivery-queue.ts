import { Ring } from "../ring";
import type { Clock } from "../world/clock";
import type { World } from "../world/world";
import { type Delivery, GIVE_UP_AFTER_MS, nextAttempt } from "./delivery";
import { Lanes } from "./lanes";
import { CALM, type Moods } from "./moods";
import { post } from "./post";
import { signatureHeaders } from "./webhook-bytes";

const LOG_SIZE = 5_000;
const AT_ONCE = 48;
const SHUFFLE_MS = 40;
/** So that one that is not answered does not hold up all that were shuffled with it. */
const SHUFFLED_LANES = 8;
const WAKE_MS = 50;

type NewDelivery = Pick<Delivery, "appId" | "pageId" | "lanes" | "bytes" | "elements">;

/** Counts since the start. Events are counted once, however often their delivery is repeated or tried. */
export interface Tally {
  events: number;
  deliveries: number;
  attempts: number;
  delivered: number;
  lost: number;
}

const NOTHING: Tally = { events: 0, deliveries: 0, attempts: 0, delivered: 0, lost: 0 };

/**
 * Webhooks on their way out. In order within a lane; a delivery that failed twice steps out of its lane and comes
 * late, as the platform warns ("may be out of order after failures, use the timestamp").
 */
export class DeliveryQueue {
  moods: Moods = { ...CALM };
  tally: Tally = { ...NOTHING };
  readonly #pending = new Map<string, Delivery>();
  readonly #finished = new Ring<Delivery>(LOG_SIZE);
  readonly #lanes = new Lanes<Delivery>();
  readonly #retrying = new Set<Delivery>();
  readonly #attempted = new Map<Delivery, (delivered: boolean) => void>();
  #ready: Delivery[] = [];
  #readyHead = 0;
  #inFlight = 0;
  #shuffling: Delivery[] = [];
  #shuffled = 0;
  #wake: NodeJS.Timeout | null = null;
  #quiet: (() => void)[] = [];
  readonly #drained: (() => void)[] = [];
  #closed = false;
  #generation = 0;

  constructor(
    private readonly world: World,
    private readonly clock: Clock,
  ) {
    clock.onMove((shiftMs) => this.#followClock(shiftMs));
  }

  /** Lets the moods decide how often, when and in what order this goes out. */
  send(given: NewDelivery): void {
    this.tally.events += given.elements ?? 0;
    for (let copy = 0; copy < Math.max(1, this.moods.repeat); copy += 1) {
      const delivery: Delivery = {
        ...given,
        id: this.world.ids.nextWord("d_", "delivery", 8),
        state: "waiting",
        attempts: [],
        firstAttemptAt: null,
        nextAttemptAt: null,
      };
      this.tally.deliveries += 1;
      this.#pending.set(delivery.id, delivery);
      if (this.#isForgotten()) this.#finish(delivery, "lost");
      else if (this.moods.hold) delivery.state = "held";
      else this.#startLater(delivery);
    }
    this.world.changed();
  }

  #isForgotten(): boolean {
    return this.moods.forget > 0 && this.world.ids.chance() < this.moods.forget;
  }

  /** Lets go what is held, and waits until each was tried. */
  async release(order: "sent" | "reverse" | "shuffled"): Promise<{ delivered: number; failed: number }> {
    const held = [...this.#pending.values()].filter(({ state }) => state === "held");
    if (order === "reverse") held.reverse();
    if (order === "shuffled") this.#shuffle(held);

    const outcomes = held.map((delivery) => {
      if (order !== "sent") delivery.lanes = ["release"];
      delivery.state = "waiting";
      const outcome = new Promise<boolean>((resolve) => this.#attempted.set(delivery, resolve));
      this.#enter(delivery);
      return outcome;
    });
    const delivered = (await Promise.all(outcomes)).filter(Boolean).length;
    return { delivered, failed: held.length - delivered };
  }

  /** Tries again now what waits for a retry. */
  retryNow(): number {
    const waiting = [...this.#retrying];
    this.#retrying.clear();
    for (const delivery of waiting) this.#enter(delivery);
    this.#planWake();
    return waiting.length;
  }

  /** True once nothing waits, is held or is being retried; false when that takes too long. */
  idle(timeoutMs: number): Promise<boolean> {
    if (this.#pending.size === 0) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), timeoutMs);
      this.#quiet.push(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }

  /** Newest first, those under way before those that are done. */
  list(limit: number): Delivery[] {
    const underWay = [...this.#pending.values()].reverse().slice(0, limit);
    return [...underWay, ...this.#finished.list(limit - underWay.length)];
  }

  pending(): Delivery[] {
    return [...this.#pending.values()];
  }

  /** After a restart: what was not answered 200 goes on where it was. */
  restore(deliveries: Delivery[]): void {
    for (const delivery of deliveries) {
      this.#pending.set(delivery.id, delivery);
      if (delivery.state === "retrying") this.#retrying.add(delivery);
      else if (delivery.state !== "held") this.#enter(delivery);
    }
    this.#planWake();
  }

  clear(): void {
    this.#generation += 1;
    this.moods = { ...CALM };
    this.tally = { ...NOTHING };
    for (const settle of this.#attempted.values()) settle(false);
    this.#attempted.clear();
    this.#pending.clear();
    this.#finished.clear();
    this.#lanes.clear();
    this.#retrying.clear();
    this.#ready = [];
    this.#readyHead = 0;
    this.#shuffling = [];
    this.#tellQuiet();
  }

  /** Starts nothing more, and waits for the answers that are still to come (at most 5 seconds each). */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#wake) clearTimeout(this.#wake);
    if (this.#inFlight > 0) await new Promise<void>((resolve) => this.#drained.push(resolve));
  }

  #startLater(delivery: Delivery): void {
    const generation = this.#generation;
    const start = () => {
      if (generation !== this.#generation) return;
      if (this.moods.shuffle) this.#shuffleSoon(delivery);
      else this.#enter(delivery);
    };
    if (this.moods.delayMs > 0) setTimeout(start, this.moods.delayMs).unref();
    else start();
  }

  #shuffleSoon(delivery: Delivery): void {
    this.#shuffling.push(delivery);
    if (this.#shuffling.length > 1) return;
    setTimeout(() => {
      const deliveries = this.#shuffling;
      this.#shuffling = [];
      this.#shuffle(deliveries);
      for (const shuffled of deliveries) {
        this.#shuffled += 1;
        shuffled.lanes = [`shuffled ${this.#shuffled % SHUFFLED_LANES}`];
        this.#enter(shuffled);
      }
    }, SHUFFLE_MS).unref();
  }

  #enter(delivery: Delivery): void {
    delivery.state = "waiting";
    if (this.#lanes.enter(delivery)) this.#makeReady(delivery);
  }

  #makeReady(delivery: Delivery): void {
    this.#ready.push(delivery);
    this.#pump();
  }

  #pump(): void {
    while (!this.#closed && this.#inFlight < AT_ONCE && this.#readyHead < this.#ready.length) {
      const delivery = this.#ready[this.#readyHead]!;
      this.#readyHead += 1;
      void this.#attempt(delivery);
    }
    if (this.#readyHead === this.#ready.length) {
      this.#ready = [];
      this.#readyHead = 0;
    }
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const generation = this.#generation;
    this.#inFlight += 1;
    this.tally.attempts += 1;
    delivery.state = "sending";
    delivery.firstAttemptAt ??= this.clock.now();
    const at = this.clock.now();
    const { status, ms } = await this.#post(delivery);
    this.#inFlight -= 1;

    if (generation === this.#generation) {
      delivery.attempts.push({ at, status, ms });
      if (status === 200) this.#finish(delivery, "delivered");
      else this.#fail(delivery);
      this.world.changed();
    }
    if (this.#inFlight === 0) for (const resolve of this.#drained) resolve();
    this.#pump();
  }

  #post({ appId, bytes }: Delivery): Promise<{ status: number; ms: number }> {
    const app = this.world.apps.get(appId);
    const dropped = this.moods.drop > 0 && this.world.ids.chance() < this.moods.drop;
    if (!app?.callbackUrl || dropped) return Promise.resolve({ status: 0, ms: 0 });
    return post(app.callbackUrl, bytes, {
      "Content-Type": "application/json",
      ...signatureHeaders(app.secret, bytes),
    });
  }

  #fail(delivery: Delivery): void {
    delivery.nextAttemptAt = nextAttempt(delivery, this.moods.retryAfterMs);
    if (delivery.attempts.length === 1 && !this.#closed) {
      this.#makeReady(delivery);
      return;
    }
    delivery.state = "retrying";
    this.#retrying.add(delivery);
    this.#stepOut(delivery, false);
    this.#planWake();
  }

  #finish(delivery: Delivery, state: "delivered" | "lost"): void {
    delivery.state = state;
    this.tally[state] += 1;
    this.#pending.delete(delivery.id);
    this.#retrying.delete(delivery);
    this.#finished.push(delivery);
    this.#stepOut(delivery, state === "delivered");
    if (this.#pending.size === 0) this.#tellQuiet();
  }

  #stepOut(delivery: Delivery, delivered: boolean): void {
    this.#attempted.get(delivery)?.(delivered);
    this.#attempted.delete(delivery);
    const next = this.#lanes.leave(delivery);
    delivery.lanes = [];
    for (const first of next) this.#makeReady(first);
  }

  /** One timer for all that wait for a retry; it fires when the earliest is due. */
  #planWake(): void {
    if (this.#wake) clearTimeout(this.#wake);
    this.#wake = null;
    if (this.#closed || this.#retrying.size === 0) return;

    let earliest = Number.POSITIVE_INFINITY;
    for (const delivery of this.#retrying) earliest = Math.min(earliest, this.#dueAt(delivery));
    this.#wake = setTimeout(() => this.#retryDue(), Math.max(earliest - this.clock.now(), WAKE_MS)).unref();
  }

  #retryDue(): void {
    const now = this.clock.now();
    for (const delivery of [...this.#retrying].filter((waiting) => this.#dueAt(waiting) <= now)) {
      if (delivery.nextAttemptAt === null) this.#unsubscribe(delivery);
      else {
        this.#retrying.delete(delivery);
        this.#enter(delivery);
      }
    }
    this.#planWake();
  }

  #dueAt(delivery: Delivery): number {
    return delivery.nextAttemptAt ?? this.#givenUpAt(delivery);
  }

  #givenUpAt(delivery: Delivery): number {
    return (delivery.firstAttemptAt ?? this.clock.now()) + GIVE_UP_AFTER_MS;
  }

  /** After an hour of failure the Page no longer belongs to this app's webhook, and what still waits is lost. */
  #unsubscribe({ appId, pageId }: Delivery): void {
    const page = this.world.pages.get(pageId);
    if (page) delete page.subscriptions[appId];
    for (const delivery of [...this.#retrying])
      if (delivery.appId === appId && delivery.pageId === pageId) this.#finish(delivery, "lost");
    this.world.changed();
  }

  /** Retries follow the platform's clock forwards; when it is moved back they stay as far away as they were. */
  #followClock(shiftMs: number): void {
    if (shiftMs < 0)
      for (const delivery of this.#pending.values()) {
        if (delivery.nextAttemptAt !== null) delivery.nextAttemptAt += shiftMs;
        if (delivery.firstAttemptAt !== null) delivery.firstAttemptAt += shiftMs;
      }
    this.#planWake();
  }

  #shuffle(deliveries: Delivery[]): void {
    for (let index = deliveries.length - 1; index > 0; index -= 1) {
      const other = Math.floor(this.world.ids.chance() * (index + 1));
      [deliveries[index], deliveries[other]] = [deliveries[other]!, deliveries[index]!];
    }
  }

  #tellQuiet(): void {
    const waiting = this.#quiet;
    this.#quiet = [];
    for (const tell of waiting) tell();
  }
}
