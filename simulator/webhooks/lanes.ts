/** Work that shares a lane goes one after the other; work with several lanes waits until it is first in each. */
export class Lanes<T extends { lanes: string[] }> {
  readonly #queues = new Map<string, { items: T[]; head: number }>();

  /** True when it may go at once. */
  enter(item: T): boolean {
    for (const lane of item.lanes) {
      const queue = this.#queues.get(lane);
      if (queue) queue.items.push(item);
      else this.#queues.set(lane, { items: [item], head: 0 });
    }
    return this.#isFirst(item);
  }

  /** Lets the next ones come to the front, and names those that may go now. */
  leave(item: T): T[] {
    const next = new Set<T>();
    for (const lane of item.lanes) {
      const queue = this.#queues.get(lane);
      if (!queue || queue.items[queue.head] !== item) continue;
      queue.head += 1;
      const first = queue.items[queue.head];
      if (first) next.add(first);
      else this.#queues.delete(lane);
      if (queue.head > 1_000 && queue.head * 2 > queue.items.length) {
        queue.items.splice(0, queue.head);
        queue.head = 0;
      }
    }
    return [...next].filter((candidate) => this.#isFirst(candidate));
  }

  clear(): void {
    this.#queues.clear();
  }

  #isFirst(item: T): boolean {
    return item.lanes.every((lane) => {
      const queue = this.#queues.get(lane);
      return queue?.items[queue.head] === item;
    });
  }
}
