import type { PublicEvent } from "@/lib/channels/channel";
import { Drafts } from "../receiving/drafts";
import { type Branches, whoseConversation } from "./belongs";
import { type PublicationRow, removedWith, tell, tellOfPost, unknown } from "./tell";

export interface Change {
  /** As it was read; null where it was not there. */
  before: PublicationRow | null;
  after: PublicationRow;
  isShown: boolean;
}

/** A person's reaction to something that stands in their own conversation. */
export interface PublicReaction {
  externalId: string;
  contactExternalId: string;
  emoji: string;
  removed: boolean;
  at: Date;
}

/**
 * What is said in public on one channel, as far as some events touch it: read beforehand, changed in memory. Everything
 * that the rules ask for follows from the rows alone.
 */
export class Tree implements Branches {
  readonly reactions: PublicReaction[] = [];
  readonly #rows = new Drafts<PublicationRow>();
  readonly #ids = new Map<string, string>();
  readonly #answers = new Map<string, Set<string>>();
  readonly #names = new Map<string, string>();
  readonly #firstOfPage = new Map<string, Date | null>();

  constructor(
    readonly channelId: string,
    readonly pageExternalId: string,
    rows: PublicationRow[] = [],
  ) {
    for (const row of rows) {
      this.#rows.read(row);
      this.#index(row);
    }
  }

  /** What is written; `isShown`: somebody may see the difference. */
  get changed(): Change[] {
    return [...this.#rows.added.map((after) => ({ before: null, after })), ...this.#rows.changed].flatMap(
      ({ before, after }) => {
        const isShown = differs(before, after, ["earlyReactions", "isTold"]);
        return isShown || differs(before, after) ? { before, after, isShown } : [];
      },
    );
  }

  get all(): PublicationRow[] {
    return this.#rows.all;
  }

  /** Applies events, and then everything that follows from them. */
  grow(events: PublicEvent[]) {
    for (const event of events) this.#apply(event);
    this.settle();
  }

  /** A person's wish: it is a matter between its author and the Page. */
  adopt(externalId: string) {
    const row = this.find(externalId);
    if (row) this.#change({ ...row, isAdopted: true });
  }

  /** Works out again what goes with what was removed, and whose conversation each thing stands in. */
  settle() {
    this.#firstOfPage.clear();
    for (const row of this.all) this.#takeAlong(row);
    for (const row of this.all) {
      const contactExternalId = whoseConversation(this, row);
      if (contactExternalId !== row.contactExternalId) this.#change({ ...row, contactExternalId });
    }
    for (const row of this.all) this.#releaseReactions(row);
  }

  find(externalId: string | null): PublicationRow | undefined {
    const id = this.#ids.get(externalId ?? "");
    return id === undefined ? undefined : this.#rows.get(id);
  }

  answersTo({ externalId }: PublicationRow): PublicationRow[] {
    return [...(this.#answers.get(externalId) ?? [])].map((id) => this.#rows.get(id));
  }

  isTop({ kind, parentExternalId, postExternalId }: PublicationRow) {
    return kind === "comment" && (parentExternalId === null || parentExternalId === postExternalId);
  }

  above(row: PublicationRow): PublicationRow[] {
    const found = new Set([row]);
    for (let next = this.#parentOf(row); next && !found.has(next); next = this.#parentOf(next))
      found.add(next);
    return [...found].slice(1);
  }

  topOf(row: PublicationRow): PublicationRow {
    return this.above(row).findLast(({ kind }) => kind === "comment") ?? row;
  }

  firstOfPage(top: PublicationRow): Date | null {
    const known = this.#firstOfPage.get(top.id);
    if (known !== undefined) return known;

    const moments = [top, ...this.#below(top)]
      .filter(({ authorExternalId }) => authorExternalId === this.pageExternalId)
      .flatMap(({ saidAt }) => saidAt?.getTime() ?? []);
    const first = moments.length > 0 ? new Date(moments.reduce((a, b) => Math.min(a, b))) : null;
    this.#firstOfPage.set(top.id, first);
    return first;
  }

  /** Of somebody who said something in it. */
  nameOf(authorExternalId: string): string | null {
    return this.#names.get(authorExternalId) ?? null;
  }

  #apply(event: PublicEvent) {
    const { externalId, said } = event;
    const known =
      this.find(externalId) ??
      unknown(this.channelId, externalId, {
        kind: said.kind ?? "comment",
        postExternalId: said.postExternalId ?? externalId,
      });
    this.#change(tell(known, event, this.pageExternalId));
    if (event.type === "reacted") return this.#react(event);

    const post = this.find(said.postExternalId ?? null);
    if (said.post && post && post.externalId !== externalId)
      this.#change(tellOfPost(post, said.post, event.at));
  }

  /** It is kept until it is known whether the one who reacted is the one whose conversation it stands in. */
  #react({ externalId, byExternalId, emoji, removed, at }: Extract<PublicEvent, { type: "reacted" }>) {
    const row = this.find(externalId);
    if (!row || !byExternalId || byExternalId === this.pageExternalId || row.kind === "post") return;
    const known = row.earlyReactions[byExternalId];
    if (known && new Date(known.at) >= at) return;
    const reaction = { emoji, removed, at: at.toISOString() };
    this.#change({ ...row, earlyReactions: { ...row.earlyReactions, [byExternalId]: reaction } });
  }

  #releaseReactions(row: PublicationRow) {
    const { externalId, contactExternalId, earlyReactions } = row;
    const waiting = Object.entries(earlyReactions);
    const kept = waiting.filter(([by]) => this.#mayConcern(row, by));
    if (kept.length < waiting.length) this.#change({ ...row, earlyReactions: Object.fromEntries(kept) });

    const own = contactExternalId ? earlyReactions[contactExternalId] : undefined;
    if (own && contactExternalId) {
      this.reactions.push({ ...own, at: new Date(own.at), externalId, contactExternalId });
    }
  }

  /** Whether it may yet turn out to stand in this person's conversation. */
  #mayConcern({ contactExternalId, saidAt, authorExternalId }: PublicationRow, personId: string) {
    if (contactExternalId) return false;
    return !saidAt || authorExternalId === this.pageExternalId || authorExternalId === personId;
  }

  #takeAlong(row: PublicationRow) {
    const gone = [...this.above(row), this.find(row.postExternalId)].flatMap(
      (above) => above?.removedAt ?? [],
    );
    const [first] = gone.toSorted((one, other) => one.getTime() - other.getTime());
    if (first) this.#change(removedWith(row, first));
  }

  #below(top: PublicationRow): PublicationRow[] {
    const found = new Map<string, PublicationRow>();
    for (let layer = [top]; layer.length > 0; ) {
      layer = layer.flatMap((row) => this.answersTo(row)).filter(({ id }) => !found.has(id));
      for (const row of layer) found.set(row.id, row);
    }
    return [...found.values()];
  }

  /** What stands directly below a post may name no parent. */
  #parentOf(row: PublicationRow): PublicationRow | undefined {
    if (row.kind !== "comment") return;
    return this.find(row.parentExternalId ?? row.postExternalId);
  }

  #change(row: PublicationRow) {
    const known = this.#rows.find(row.id);
    if (known === row) return;
    this.#rows.add(row);
    this.#index(row);
  }

  #index({ id, externalId, parentExternalId, authorExternalId, authorName }: PublicationRow) {
    this.#ids.set(externalId, id);
    if (authorExternalId && authorName) this.#names.set(authorExternalId, authorName);
    if (!parentExternalId) return;
    this.#answers.set(parentExternalId, (this.#answers.get(parentExternalId) ?? new Set()).add(id));
  }
}

function differs(
  before: PublicationRow | null,
  after: PublicationRow,
  unseen: (keyof PublicationRow)[] = [],
) {
  const keys = (Object.keys(after) as (keyof PublicationRow)[]).filter((key) => !unseen.includes(key));
  return keys.some(
    (key) => before?.[key] !== after[key] && JSON.stringify(before?.[key]) !== JSON.stringify(after[key]),
  );
}
