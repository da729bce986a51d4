interface Waiting<Entry> {
  entry: Entry;
  resolve: () => void;
  reject: (error: unknown) => void;
}

interface Options {
  /** How many writes may be under way at once. */
  lanes: number;
  /** The most entries, and the most bytes, that one write takes. */
  most: number;
  mostBytes: number;
}

/**
 * Lets entries that wait at the same time share one write. Each caller's promise settles with the write that its
 * entry was in, so "done" still means done.
 */
export function coalesce<Entry extends { bytes: number }>(
  write: (entries: Entry[]) => Promise<void>,
  { lanes, most, mostBytes }: Options,
): (entry: Entry) => Promise<void> {
  const waiting: Waiting<Entry>[] = [];
  let busy = 0;

  async function drain() {
    busy += 1;
    while (waiting.length > 0) await writeTogether(takeBatch(waiting, most, mostBytes));
    busy -= 1;
  }

  async function writeTogether(batch: Waiting<Entry>[]) {
    try {
      await write(batch.map(({ entry }) => entry));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  return (entry) =>
    new Promise((resolve, reject) => {
      waiting.push({ entry, resolve, reject });
      // In a microtask, so that everything that arrived in this turn of the loop is in the first write.
      if (busy < lanes) queueMicrotask(() => busy < lanes && waiting.length > 0 && drain());
    });
}

function takeBatch<Entry extends { bytes: number }>(
  waiting: Waiting<Entry>[],
  most: number,
  mostBytes: number,
) {
  let size = 0;
  let bytes = 0;
  for (const { entry } of waiting) {
    if (size === most || (size > 0 && bytes + entry.bytes > mostBytes)) break;
    size += 1;
    bytes += entry.bytes;
  }
  return waiting.splice(0, size);
}
