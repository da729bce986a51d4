/** The last so many things that happened: a log that cannot grow without bound. */
export class Ring<T> {
  #kept: T[] = [];
  #next = 0;

  constructor(private readonly capacity: number) {}

  push(entry: T): void {
    this.#kept[this.#next % this.capacity] = entry;
    this.#next += 1;
  }

  /** Newest first. */
  list(limit: number, fits: (entry: T) => boolean = () => true): T[] {
    const found: T[] = [];
    const oldest = Math.max(0, this.#next - this.capacity);
    for (let index = this.#next - 1; index >= oldest && found.length < limit; index -= 1) {
      const entry = this.#kept[index % this.capacity]!;
      if (fits(entry)) found.push(entry);
    }
    return found;
  }

  clear(): void {
    this.#kept = [];
    this.#next = 0;
  }
}
