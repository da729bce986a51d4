import type { Random } from "../random";
import type { Control } from "../stage/control";
import type { Person, World } from "../stage/world";

type Act = { kind: string; personId: string; pageId: string } & Record<string, string>;

/** A message that somebody can still do something to. */
interface Recent {
  mid: string;
  text: string;
  /** People edit only what they wrote themselves. */
  own: boolean;
}

const HABITS = { write: 70, edit: 6, react: 9, read: 7, postback: 3, inbox: 3, app: 2 };
const EMOJI = ["👍", "❤️", "😆", "😮", "🙏"];
const RECENT_KEPT = 5;
const MOST_PER_DELIVERY = 12;
const MOST_AT_ONCE = 12;
const CIRCLES = 24;

/** Everybody who writes to the Pages, and the Pages' other hands. */
export class Customers {
  readonly #recent = new Map<string, Recent[]>();
  readonly #circles: Person[][];
  /** Events that the platform tells because of them. */
  events = 0;
  acts = 0;
  #said = 0;

  constructor(
    private readonly control: Control,
    private readonly world: World,
    private readonly random: Random,
  ) {
    this.#circles = Array.from({ length: Math.min(CIRCLES, world.people.length) }, (_, circle) =>
      world.people.filter((_person, index) => index % CIRCLES === circle),
    );
  }

  /**
   * Lets so many things happen. What goes out in one delivery is of one circle: else each delivery would have to wait for
   * nearly all that went before, and a single one that is held up would hold up everybody.
   */
  async act(count: number) {
    for (let left = count; left > 0; left -= MOST_AT_ONCE) {
      await this.#actTogether(Math.min(left, MOST_AT_ONCE), this.random.pick(this.#circles));
    }
  }

  async #actTogether(count: number, circle: Person[]) {
    const acts: Act[] = [];
    const touched = new Set<string>();
    while (acts.length < count) acts.push(...this.#next(circle, touched));
    const perDelivery = this.random.between(1, MOST_PER_DELIVERY);
    const { mids } = await this.control.post<{ mids: (string | null)[] }>("/acts", { acts, perDelivery });
    for (const [index, act] of acts.entries()) this.#remember(act, mids[index] ?? null);
    this.acts += acts.length;
  }

  /** One message, of one person, in a delivery of its own. @returns its mid. */
  async writeAlone(person: Person, text: string): Promise<string> {
    const act = { kind: "message", ...inThread(person), text };
    const { mids } = await this.control.post<{ mids: string[] }>("/acts", { acts: [act], perDelivery: 1 });
    this.events += 1;
    this.acts += 1;
    return mids[0]!;
  }

  #next(circle: Person[], touched: Set<string>): Act[] {
    // A few write far more than the rest, and sometimes in bursts.
    const person = circle[Math.floor(circle.length * this.random.next() ** 1.6)]!;
    const habit = this.random.weighted(HABITS);
    const recent = this.#recent.get(person.id) ?? [];
    if (habit === "write" || recent.length === 0) return this.#write(person);
    switch (habit) {
      case "edit":
        return this.#once(
          touched,
          recent.filter(({ own }) => own),
          (message) => this.#edit(person, message),
        );
      case "react":
        return this.#once(touched, recent, ({ mid }) => this.#react(person, mid));
      case "read":
        return [{ kind: "read", ...inThread(person) }];
      case "postback":
        return [
          { kind: "postback", ...inThread(person), title: this.#words(person, "taps"), payload: "ORDER" },
        ];
      case "inbox":
        return [{ kind: "inbox_message", ...inThread(person), text: this.#words(person, "is told by hand") }];
      case "app": {
        const { otherAppId: appId } = this.world;
        return [
          { kind: "app_message", ...inThread(person), text: this.#words(person, "is told by an app"), appId },
        ];
      }
      default:
        return habit satisfies never;
    }
  }

  #write(person: Person): Act[] {
    const count = this.random.chance(0.15) ? this.random.between(2, 6) : 1;
    return Array.from({ length: count }, () => ({
      kind: "message",
      ...inThread(person),
      text: this.#words(person, "says"),
    }));
  }

  /** Two changes of one message in one moment would have no order. */
  #once(touched: Set<string>, messages: Recent[], change: (message: Recent) => Act): Act[] {
    const free = messages.filter(({ mid }) => !touched.has(mid));
    if (free.length === 0) return [];
    const chosen = this.random.pick(free);
    touched.add(chosen.mid);
    return [change(chosen)];
  }

  #edit(person: Person, message: Recent): Act {
    this.#said += 1;
    return {
      kind: "edit",
      ...inThread(person),
      mid: message.mid,
      text: `${message.text} (corrected ${this.#said})`,
    };
  }

  #react(person: Person, mid: string): Act {
    const action = this.random.chance(0.2) ? "unreact" : "react";
    return { kind: "reaction", ...inThread(person), mid, emoji: this.random.pick(EMOJI), action };
  }

  #words({ name }: Person, verb: string) {
    this.#said += 1;
    return `${name} ${verb} ${this.#said}: is the order from the ${this.random.between(1, 28)}th on its way?`;
  }

  #remember(act: Act, mid: string | null) {
    this.events += act.kind === "inbox_message" || act.kind === "app_message" ? 2 : 1;
    if (!mid || act.kind === "postback") return;
    const recent = this.#recent.get(act.personId) ?? [];
    recent.push({ mid, text: act.text ?? "", own: act.kind === "message" });
    this.#recent.set(act.personId, recent.slice(-RECENT_KEPT));
  }
}

const inThread = ({ id, page }: Person) => ({ personId: id, pageId: page.id });
