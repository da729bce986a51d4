import type { HttpDoor, Judge, Mishap, Passing } from "../stage/http-door";

/** The mishaps that are at work at one door: the first that strikes a call counts. */
export class Mishaps {
  readonly #judges = new Map<string, Judge>();
  /** How many calls each has struck. */
  readonly struck: Record<string, number> = {};

  constructor(door: HttpDoor) {
    door.judge = (call) => this.#judge(call);
  }

  /** @returns how it is taken away again. */
  add(name: string, judge: Judge): () => void {
    this.#judges.set(name, judge);
    return () => this.#judges.delete(name);
  }

  #judge(call: Passing): Mishap | null {
    for (const [name, judge] of this.#judges) {
      const mishap = judge(call);
      if (!mishap) continue;
      this.struck[name] = (this.struck[name] ?? 0) + 1;
      return mishap;
    }
    return null;
  }
}
