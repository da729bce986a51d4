type Listener = (shiftMs: number) => void;

/** The platform's clock: the machine's clock plus an offset that a test may move either way. */
export class Clock {
  #offsetMs = 0;
  readonly #listeners = new Set<Listener>();

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#offsetMs;
  }

  get offsetMs(): number {
    return this.#offsetMs;
  }

  moveTo(offsetMs: number): void {
    const shift = offsetMs - this.#offsetMs;
    this.#offsetMs = offsetMs;
    if (shift !== 0) for (const listener of this.#listeners) listener(shift);
  }

  onMove(listener: Listener): void {
    this.#listeners.add(listener);
  }
}
