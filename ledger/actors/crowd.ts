import type { Random } from "../random";
import type { Control } from "../stage/control";
import type { Page, Person, World } from "../stage/world";

/** Something said below a post. */
interface Said {
  id: string;
  /** Whose; null = the Page's. */
  personId: string | null;
  text: string;
  /** What it answers, and what that answers: gone with any of them. */
  above: string[];
  /** When something was last done to it. */
  touchedAt: number;
}

interface Wall {
  page: Page;
  postId: string;
  people: Person[];
  recent: Said[];
  removed: Set<string>;
  /** Of everything that was ever said here, what it stands below. */
  above: Map<string, string[]>;
}

type Act = { kind: string; personId?: string; text?: string } & Record<string, string>;

const HABITS = { comment: 40, reply: 34, edit: 8, remove: 4, post: 2, page: 8 };
const POSTS = [{ text: "Our new roast is here." }, { text: "Open on Sunday.", picture: true }];
const AD = { text: "Ten percent off.", published: false, promoted: true };
const MOST_AT_ONCE = 6;
const RECENT_KEPT = 30;
/** What the platform tells of the public side has whole seconds: two changes within one have no order. */
const APART_MS = 3_000;

/** What people say below the Pages' posts, to the Page and to each other; the same people who write to it in private. */
export class Crowd {
  readonly #walls: Wall[] = [];
  /** Events that the platform tells because of them. */
  events = 0;
  #said = 0;

  constructor(
    private readonly control: Control,
    private readonly world: World,
    private readonly random: Random,
  ) {}

  /** Each Page publishes two posts, and an ad of which the platform tells nothing until somebody comments on it. */
  async gather() {
    for (const page of this.world.pages) {
      const people = this.world.people.filter((person) => person.page === page);
      for (const post of [...POSTS, AD]) {
        const { id } = await this.control.post<{ id: string }>(`/pages/${page.id}/posts`, post);
        this.#walls.push({ page, postId: id, people, recent: [], removed: new Set(), above: new Map() });
      }
    }
  }

  /** Lets so many things be said. What goes out in one delivery stands below one post, see `Customers.act`. */
  async act(count: number) {
    for (let left = count; left > 0; left -= MOST_AT_ONCE) {
      await this.#actBelow(this.random.pick(this.#walls), Math.min(left, MOST_AT_ONCE));
    }
  }

  async #actBelow(wall: Wall, count: number) {
    const acts = Array.from({ length: count }, () => this.#next(wall));
    const perDelivery = this.random.between(1, MOST_AT_ONCE);
    const { mids } = await this.control.post<{ mids: (string | null)[] }>("/acts", { acts, perDelivery });
    for (const [index, act] of acts.entries()) this.#remember(wall, act, mids[index] ?? null);
    this.events += acts.length;
  }

  #next(wall: Wall): Act {
    const person = this.random.pick(wall.people);
    const inPublic = { personId: person.id, pageId: wall.page.id };
    const free = wall.recent.filter(({ touchedAt }) => Date.now() - touchedAt > APART_MS);
    const habit = this.random.weighted(HABITS);
    const own = free.filter(({ personId }) => personId !== null);
    if (habit === "post")
      return { kind: "visitor_post", ...inPublic, text: this.#words(person.name, "posts") };
    if (habit === "comment" || own.length === 0) return this.#comment(wall, person, wall.postId, "comments");

    const about = this.random.pick(own);
    switch (habit) {
      case "reply":
        return this.#comment(wall, person, this.random.pick(free).id, "replies");
      case "edit":
        return this.#change(about, { kind: "comment_edit", text: this.#words("Somebody", "corrects") });
      case "remove":
        wall.removed.add(about.id);
        wall.recent = wall.recent.filter((said) => isThere(wall, said));
        return this.#change(about, { kind: "comment_removal" });
      case "page":
        return {
          kind: "page_comment",
          pageId: wall.page.id,
          to: about.id,
          text: this.#words(wall.page.name, "answers by hand"),
        };
      default:
        return habit satisfies never;
    }
  }

  #comment({ page }: Wall, { id: personId, name }: Person, to: string, verb: string): Act {
    return { kind: "comment", personId, pageId: page.id, to, text: this.#words(name, verb) };
  }

  #change(said: Said, act: Act): Act {
    said.touchedAt = Date.now();
    return { ...act, personId: said.personId!, id: said.id };
  }

  #words(name: string, verb: string) {
    this.#said += 1;
    return `${name} ${verb} in public ${this.#said}: how long is it open on the ${this.random.between(1, 28)}th?`;
  }

  #remember(wall: Wall, { kind, personId, text = "", to = "" }: Act, id: string | null) {
    if (!id || kind === "visitor_post") return;
    const above = [...(wall.above.get(to) ?? []), to];
    wall.above.set(id, above);
    const said = { id, personId: personId ?? null, text, above, touchedAt: Date.now() };
    wall.recent = [...wall.recent, said].filter((one) => isThere(wall, one)).slice(-RECENT_KEPT);
  }
}

function isThere({ removed }: Wall, { id, above }: Said) {
  return ![id, ...above].some((other) => removed.has(other));
}
