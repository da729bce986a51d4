import { setTimeout as pause } from "node:timers/promises";
import type { Cast } from "./actors/assemble";
import type { Tally } from "./compare/compare-leftovers";
import type { FaultRunner } from "./faults/fault-runner";
import { line, type Meter, MOST_WAITING } from "./meter";
import type { Options } from "./options";
import type { Stage } from "./stage/start-stage";

const TICK_MS = 250;
const TELL_EVERY_MS = 10_000;
const LOOK_EVERY_MS = 2_000;
/** What must have happened before a defect is planted. */
const RIPE_EVENTS = 400;
const RIPE_ANSWERS = 5;
/** Of all events, those that agents' answers make: the answer, its echo, its confirmation. */
const AGENTS_SHARE = 0.15;
/** Of what people do, what they do below posts. */
const PUBLIC_SHARE = 0.12;

/** The acting itself: as many events a second as were asked for, while faults come and go. */
export class Acting {
  #agentsDue = 0;
  #crowdDue = 0;
  readonly #underWay = new Set<Promise<void>>();

  constructor(
    private readonly stage: Stage,
    private readonly options: Options,
    private readonly cast: Cast,
    private readonly runner: FaultRunner,
    private readonly meter: Meter,
  ) {}

  /** @returns how many seconds it took. */
  async run(seconds: number, faultsUntil: number): Promise<number> {
    const start = performance.now();
    const passed = () => (performance.now() - start) / 1000;
    let [told, looked, healed] = [0, 0, false];
    let due = 0;
    for (let before = 0; passed() < seconds || !this.#isRipe(); await pause(TICK_MS)) {
      const now = passed();
      due += this.options.rate * (now - before);
      this.runner.tick(now);
      this.#supervise();
      if (!healed && now >= faultsUntil) {
        healed = true;
        await this.#heal();
      }
      due -= await this.#act(Math.min(due, this.options.rate * 2), now - before);
      before = now;
      if (now - looked >= LOOK_EVERY_MS / 1000) {
        looked = now;
        await this.meter.look();
      }
      if (now - told >= TELL_EVERY_MS / 1000) {
        told = now;
        await this.#tell(now);
      }
    }
    await Promise.all(this.#underWay);
    return passed();
  }

  /** Where a defect is to be planted, something must have grown, however slow the machine is. */
  #isRipe(): boolean {
    const { book, customers } = this.cast;
    const taken = [...book.answers.values()].filter(
      ({ state, visibility }) => state === "accepted" && visibility === "private",
    );
    return (
      this.options.plants.length === 0 || (customers.events >= RIPE_EVENTS && taken.length >= RIPE_ANSWERS)
    );
  }

  /** What ended by itself is started again, as whoever runs the product would; that it did is a difference. */
  #supervise() {
    for (const program of [...this.stage.webs, ...this.stage.workers]) {
      if (program.needsStart) this.#let(program.start().then(() => {}));
    }
  }

  async #heal() {
    await this.runner.healAll();
    await this.stage.control.post("/deliveries/retry");
  }

  /** @returns how many events were made. */
  async #act(due: number, passedSeconds: number): Promise<number> {
    const { rate } = this.options;
    const { customers, crowd, agents } = this.cast;
    // An agent's act is a third of an answer's events, and half of what agents do makes no events but itself.
    this.#agentsDue = Math.min(this.#agentsDue + (rate * AGENTS_SHARE * passedSeconds) / 2, agents.length);
    let made = 0;
    for (; this.#agentsDue >= 1; this.#agentsDue -= 1) {
      this.#let(agents[this.#turn++ % agents.length]!.act());
      made += 2;
    }
    const wanted = Math.floor(due - made);
    if (wanted < 1 || this.meter.unopened > MOST_WAITING) return made;
    this.#crowdDue += wanted * PUBLIC_SHARE;
    const inPublic = Math.floor(this.#crowdDue);
    this.#crowdDue -= inPublic;
    const before = customers.events + crowd.events;
    await crowd.act(inPublic);
    await customers.act(wanted - inPublic);
    return made + customers.events + crowd.events - before;
  }

  #turn = 0;

  /** Nobody waits for somebody else's act. */
  #let(act: Promise<void>) {
    const acting = act.catch((error) => {
      console.error("An agent could not act:", error);
    });
    this.#underWay.add(acting);
    void acting.then(() => this.#underWay.delete(acting));
  }

  async #tell(now: number) {
    const tally = await this.stage.control.get<Tally>("/deliveries/tally");
    const sample = await this.meter.sample(now, tally.events + this.cast.book.actionCount, tally);
    console.error(line(sample, this.runner.atWork));
  }
}
