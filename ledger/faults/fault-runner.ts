import { Random } from "../random";
import type { Fault, Surroundings } from "./fault";
import type { Period } from "./plan-faults";

interface Step {
  at: number;
  fault: string;
  begins: boolean;
}

/** Lets faults begin and end as planned. Errors of a fault itself end the run: a fault that does not work proves nothing. */
export class FaultRunner {
  readonly #steps: Step[];
  readonly #healing = new Map<string, Promise<() => unknown>>();
  readonly #healed = new Set<Promise<unknown>>();
  /** How often each has struck. */
  readonly times: Record<string, number> = {};

  constructor(
    private readonly faults: Fault[],
    plan: Period[],
    private readonly surroundings: Omit<Surroundings, "random">,
    private readonly seed: number,
  ) {
    this.#steps = plan
      .flatMap(({ fault, from, to }) => [
        { at: from, fault, begins: true },
        { at: to, fault, begins: false },
      ])
      .sort((a, b) => a.at - b.at);
  }

  get atWork(): string[] {
    return [...this.#healing.keys()];
  }

  /** To be called again and again with the seconds since the first act. */
  tick(second: number) {
    for (let step = this.#steps[0]; step && step.at <= second; step = this.#steps[0]) {
      this.#steps.shift();
      if (step.begins) this.#begin(step.fault);
      else this.#heal(step.fault);
    }
  }

  /** Whatever is still at work is made good, and nothing begins any more. */
  async healAll() {
    this.#steps.length = 0;
    for (const name of this.atWork) this.#heal(name);
    await Promise.all(this.#healed);
  }

  #begin(name: string) {
    const fault = this.faults.find((known) => known.name === name)!;
    const time = (this.times[name] ?? 0) + 1;
    this.times[name] = time;
    const random = new Random(this.seed, `${name} ${time}`);
    this.#healing.set(name, fault.begin({ ...this.surroundings, random }));
  }

  #heal(name: string) {
    const begun = this.#healing.get(name);
    if (!begun) return;
    this.#healing.delete(name);
    const healed = begun.then((heal) => heal());
    this.#healed.add(healed);
    void healed.then(() => this.#healed.delete(healed));
  }
}
