/** What must be ended, noted as it is begun: the youngest goes first, also when a later beginning fails. */
export class Teardown {
  readonly #steps: (() => Promise<unknown>)[] = [];

  later(step: () => Promise<unknown>) {
    this.#steps.push(step);
  }

  async run() {
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) await step();
  }
}
