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
import { Ids } from "./ids";

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
  phone = { autoDeliver: true, autoRead: false };

  /** PSID → person and Page; derived, rebuilt when a world is restored. */
  readonly psids = new Map<string, { personId: string; pageId: string }>();
  readonly #changes = new EventEmitter().setMaxListeners(0);

  constructor(seed: number) {
    this.ids = new Ids(seed);
  }

  /** Tells the data file and the open screens that something is different; a thread is named where there is one. */
  changed(thread?: Thread): void {
    this.#changes.emit("change", thread);
  }

  onChange(listener: (thread?: Thread) => void): () => void {
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
      this.psids,
    ])
      map.clear();
    this.changed();
  }

  /** The person's id on this Page, minted the first time it is asked for. */
  psidOf(person: Person, pageId: string): string {
    const known = person.psids[pageId];
    if (known) return known;

    const psid = this.ids.digits(16, "psid", person.id, pageId);
    person.psids[pageId] = psid;
    this.psids.set(psid, { personId: person.id, pageId });
    this.changed();
    return psid;
  }

  personByPsid(pageId: string, psid: string): Person | null {
    const found = this.psids.get(psid);
    return found && found.pageId === pageId ? (this.people.get(found.personId) ?? null) : null;
  }

  grant(userId: string, appId: string): Grant | null {
    return this.grants.get(`${userId}:${appId}`) ?? null;
  }
}
