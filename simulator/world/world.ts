import { EventEmitter } from "node:events";
import type {
  App,
  Grant,
  LoginCode,
  Message,
  Page,
  Person,
  SavedAttachment,
  Thread,
  Token,
  User,
} from "./entities";
import type { Comment, Post } from "./feed/published";
import { Ids } from "./ids";

/** Where something changed: a thread, or a Page's feed where nobody is named. */
export interface Place {
  pageId: string;
  personId?: string;
}

/** Everything the platform knows. Plain maps, looked up by id; whoever changes one says so with `changed`. */
export class World {
  ids: Ids;
  readonly apps = new Map<string, App>();
  readonly users = new Map<string, User>();
  readonly grants = new Map<string, Grant>();
  readonly pages = new Map<string, Page>();
  readonly people = new Map<string, Person>();
  readonly threads = new Map<string, Thread>();
  readonly messages = new Map<string, Message>();
  readonly tokens = new Map<string, Token>();
  readonly codes = new Map<string, LoginCode>();
  readonly savedAttachments = new Map<string, SavedAttachment>();
  readonly posts = new Map<string, Post>();
  readonly comments = new Map<string, Comment>();
  phone = { autoDeliver: true, autoRead: false };

  /** PSID → person and Page; derived, rebuilt when a world is restored. */
  readonly psids = new Map<string, { personId: string; pageId: string }>();
  /** Post or comment → the comments right below it, as they came; derived likewise. */
  readonly replies = new Map<string, Comment[]>();
  readonly #changes = new EventEmitter().setMaxListeners(0);

  constructor(seed: number) {
    this.ids = new Ids(seed);
  }

  /** Tells the data file and the open screens that something is different; its place is named where there is one. */
  changed(place?: Place): void {
    this.#changes.emit("change", place);
  }

  onChange(listener: (place?: Place) => void): () => void {
    this.#changes.on("change", listener);
    return () => this.#changes.off("change", listener);
  }

  /** Empties everything, in place, so that whoever holds this world keeps holding it. */
  clear(seed: number): void {
    this.ids = new Ids(seed);
    this.phone = { autoDeliver: true, autoRead: false };
    for (const map of [
      this.apps,
      this.users,
      this.grants,
      this.pages,
      this.people,
      this.threads,
      this.messages,
      this.tokens,
      this.codes,
      this.savedAttachments,
      this.posts,
      this.comments,
      this.psids,
      this.replies,
    ])
      map.clear();
    this.changed();
  }

  /** The person's id on this Page. It follows from the seed; nothing is remembered until it is used. */
  psidFor(person: Person, pageId: string): string {
    return person.psids[pageId] ?? this.ids.digits(16, "psid", person.id, pageId);
  }

  /** The same, remembered: from now on the person is found by it at once. */
  psidOf(person: Person, pageId: string): string {
    const psid = this.psidFor(person, pageId);
    if (person.psids[pageId]) return psid;

    person.psids[pageId] = psid;
    this.psids.set(psid, { personId: person.id, pageId });
    this.changed();
    return psid;
  }

  personByPsid(pageId: string, psid: string): Person | null {
    const found = this.psids.get(psid);
    if (found) return found.pageId === pageId ? (this.people.get(found.personId) ?? null) : null;

    for (const person of this.people.values())
      if (this.psidFor(person, pageId) === psid) {
        this.psidOf(person, pageId);
        return person;
      }
    return null;
  }

  grant(userId: string, appId: string): Grant | null {
    return this.grants.get(`${userId}:${appId}`) ?? null;
  }
}
