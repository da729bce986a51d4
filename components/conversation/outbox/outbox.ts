import type { Draft } from "./draft";
import { keep, keysOf, type Shelf } from "./kept";

/** Why the server will not take it as it is: its author decides what becomes of it. */
export interface Refusal {
  code: string;
  message: string;
  detail: string | null;
  /** What the server told beside its words. */
  details?: Record<string, unknown>;
}

/** What was sent and is not yet taken by the server. */
export interface Unsent {
  conversationId: string;
  draft: Draft;
  /** When its author last wanted it to go. */
  askedAt: string;
  refusal: Refusal | null;
}

const SENT_BY_ITSELF_FOR_MS = 60 * 60_000;

/** Whether its author still expects it to go out by itself. */
export function isFresh({ askedAt }: Unsent, now: number): boolean {
  return now - Date.parse(askedAt) < SENT_BY_ITSELF_FOR_MS;
}

/**
 * What one person has sent from this browser and the server has not taken, oldest first. It is kept under their name,
 * each message by itself, so that windows side by side never overwrite one another's.
 */
export class Outbox {
  private shown: readonly Unsent[] = [];
  /** What the browser would not keep lasts as long as the page. */
  private readonly unkept = new Map<string, Unsent>();
  private readonly troubles = new Map<string, string>();
  private readonly listeners = new Set<() => void>();
  private readonly prefix: string;

  constructor(
    ownerId: string,
    private readonly shelf: Shelf | undefined,
  ) {
    this.prefix = `pagedesk:outbox:${ownerId}:`;
    this.readAgain();
  }

  /** Read it through `useSyncExternalStore`: it is another list whenever something changed. */
  list = (): readonly Unsent[] => this.shown;

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  /** Puts in something new, or changes what is known of it. */
  put(unsent: Unsent) {
    const { id } = unsent.draft;
    this.troubles.delete(id);
    if (keep(this.shelf, this.prefix + id, JSON.stringify(unsent))) this.unkept.delete(id);
    else this.unkept.set(id, unsent);
    this.readAgain();
  }

  /** Taken by the server, or back with its author. */
  remove(draftId: string) {
    this.unkept.delete(draftId);
    this.troubles.delete(draftId);
    keep(this.shelf, this.prefix + draftId, null);
    this.readAgain();
  }

  /** What the next attempt waits for, in words; lost with the page, for the next one tries at once. */
  setTrouble(draftId: string, words: string) {
    this.troubles.set(draftId, words);
    this.show([...this.shown]);
  }

  troubleOf(draftId: string): string | null {
    return this.troubles.get(draftId) ?? null;
  }

  /** The one whose turn it is. */
  next(conversationId: string): Unsent | undefined {
    return this.shown.find((one) => one.conversationId === conversationId && !one.refusal);
  }

  /** Other windows put in and take out as well. */
  readAgain() {
    const kept = keysOf(this.shelf, this.prefix).flatMap((key) => parse(this.shelf?.getItem(key)));
    const known = new Map([...kept, ...this.unkept.values()].map((one) => [one.draft.id, one]));
    const next = [...known.values()].sort(byWriting);
    if (JSON.stringify(next) !== JSON.stringify(this.shown)) this.show(next);
  }

  private show(next: readonly Unsent[]) {
    this.shown = next;
    for (const listener of this.listeners) listener();
  }
}

function byWriting({ draft: a }: Unsent, { draft: b }: Unsent) {
  if (a.writtenAt !== b.writtenAt) return a.writtenAt < b.writtenAt ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

function parse(text: string | null | undefined): Unsent[] {
  try {
    const unsent = JSON.parse(text ?? "") as Unsent;
    return unsent.draft.id && unsent.conversationId ? [unsent] : [];
  } catch {
    return [];
  }
}
