import type { Clock } from "../world/clock";
import type { App, Page, Thread } from "../world/entities";
import { inSeconds } from "../world/moments";
import { controlsThread } from "../world/threads";
import type { World } from "../world/world";
import type { DeliveryQueue } from "./delivery-queue";
import { webhookBytes } from "./webhook-bytes";

const GATHER_MS = 1_000;

/** What other apps may not see of an event when they only stand by. */
type StandbyView = (event: object) => object;

/** Something that happened in public. */
export interface Change {
  field: string;
  /** Changes of one lane go out in order. */
  lane: string;
  /** Whose act it tells; null = the Page's own. */
  personId: string | null;
  /** What one app is told of it. */
  valueFor: (app: App) => object;
}

interface Entry {
  pageId: string;
  lane: string;
  json: object;
}

/** Turns what happened into entries for each subscribed app, and gathers them into POSTs. */
export class Publisher {
  readonly #gathered = new Map<string, Entry[]>();
  #batch: { size: number; entries: Map<string, Entry[]> } | null = null;

  constructor(
    private readonly world: World,
    private readonly clock: Clock,
    private readonly queue: DeliveryQueue,
  ) {}

  /**
   * One event of a thread, to every app that subscribed to its field: as `messaging` to whoever controls the thread
   * (everybody, while routing is off), as `standby` to the others that asked for it.
   */
  publish(
    page: Page,
    thread: Thread,
    field: string,
    event: object,
    standbyView: StandbyView = (seen) => seen,
  ): void {
    for (const app of this.#subscribers(page)) {
      const fields = (page.subscriptions[app.id] ?? []).filter((name) => asksFor(app, name));
      if (!this.#mayHear(app, thread.personId)) continue;
      if (controlsThread(page, thread, app.id, this.clock.now())) {
        if (fields.includes(field)) this.#add(app, page, thread.psid, { messaging: [event] });
      } else if (fields.includes("standby"))
        this.#add(app, page, thread.psid, { standby: [standbyView(event)] });
    }
  }

  /** An event told to these apps alone, whoever controls the thread: thread control is announced like this. */
  publishTo(appIds: string[], page: Page, psid: string, field: string, event: object): void {
    for (const app of this.#subscribers(page))
      if (appIds.includes(app.id) && page.subscriptions[app.id]?.includes(field))
        this.#add(app, page, psid, { messaging: [event] });
  }

  /** A change, to every app that subscribed to its field; nobody controls what is public. Its time is in seconds. */
  publishChange(page: Page, { field, lane, personId, valueFor }: Change): void {
    const time = inSeconds(this.clock.now());
    for (const app of this.#subscribers(page)) {
      const wanted = page.subscriptions[app.id]?.includes(field) && asksFor(app, field);
      if (!wanted || (personId && !this.#mayHear(app, personId))) continue;
      this.#add(app, page, lane, { time, changes: [{ field, value: valueFor(app) }] });
    }
  }

  /** Any object at all, to every app that subscribed to anything of this Page. */
  publishRaw(page: Page, event: object, standby: boolean): void {
    for (const app of this.#subscribers(page))
      this.#add(app, page, "raw", { [standby ? "standby" : "messaging"]: [event] });
  }

  /** Everything published inside goes out as POSTs of so many entries each. */
  batched(size: number, publishAll: () => void): void {
    this.#batch = { size, entries: new Map() };
    publishAll();
    const { entries } = this.#batch;
    this.#batch = null;
    for (const [appId, list] of entries)
      for (let start = 0; start < list.length; start += size)
        this.#post(appId, list.slice(start, start + size));
  }

  /** Sends off what is still being gathered. */
  flush(): void {
    for (const appId of [...this.#gathered.keys()]) this.#flush(appId);
  }

  #subscribers(page: Page): App[] {
    return Object.keys(page.subscriptions)
      .map((appId) => this.world.apps.get(appId))
      .filter((app): app is App => Boolean(app?.callbackUrl) && app?.callbackActive !== false);
  }

  /** An app that was not reviewed hears only of people who test it. */
  #mayHear(app: App, personId: string): boolean {
    return app.mode === "live" || Boolean(this.world.people.get(personId)?.testerOf.includes(app.id));
  }

  #add(app: App, page: Page, lane: string, content: object): void {
    const entry = {
      pageId: page.id,
      lane: `${app.id}:${page.id}:${lane}`,
      json: { id: page.id, time: this.clock.now(), ...content },
    };
    const { perDelivery } = this.queue.moods;
    if (this.#batch) append(this.#batch.entries, app.id, entry);
    else if (perDelivery > 1) this.#gather(app.id, entry, perDelivery);
    else this.#post(app.id, [entry]);
  }

  #gather(appId: string, entry: Entry, size: number): void {
    const entries = append(this.#gathered, appId, entry);
    if (entries.length >= size) this.#flush(appId);
    else if (entries.length === 1) setTimeout(() => this.#flush(appId), GATHER_MS).unref();
  }

  #flush(appId: string): void {
    const entries = this.#gathered.get(appId) ?? [];
    this.#gathered.delete(appId);
    if (entries.length > 0) this.#post(appId, entries);
  }

  #post(appId: string, entries: Entry[]): void {
    this.queue.send({
      appId,
      pageId: entries[0]!.pageId,
      lanes: [...new Set(entries.map(({ lane }) => lane))],
      elements: entries.length,
      bytes: webhookBytes({ object: "page", entry: entries.map(({ json }) => json) }),
    });
  }
}

function append<T>(map: Map<string, T[]>, key: string, value: T): T[] {
  const list = map.get(key) ?? [];
  list.push(value);
  map.set(key, list);
  return list;
}

/** The app as a whole and the Page must agree on a field; an app that named none asks for all of them (reference 2). */
function asksFor({ callbackFields = [] }: App, field: string): boolean {
  return callbackFields.length === 0 || callbackFields.includes(field);
}
