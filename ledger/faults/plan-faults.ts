import { Random } from "../random";

/** When a fault begins and ends, in seconds after the first act. */
export interface Period {
  fault: string;
  from: number;
  to: number;
}

/** How long a fault lasts, and how long it stays away, in seconds. */
export interface Rhythm {
  name: string;
  lasts: [least: number, most: number];
  every: number;
}

/**
 * When which fault is at work, from the seed alone: each at least once, then again and again, several at a time, and
 * none before `from` or after `to`.
 */
export function planFaults(
  rhythms: Rhythm[],
  seed: number,
  { from, to }: { from: number; to: number },
): Period[] {
  const periods = rhythms.flatMap(({ name, lasts: [least, most], every }) => {
    const random = new Random(seed, `fault ${name}`);
    const found: Period[] = [];
    const room = to - from;
    for (let at = from + random.next() * Math.min(every, Math.max(0, room - most)); at < to; ) {
      const end = Math.min(to, at + least + random.next() * (most - least));
      found.push({ fault: name, from: rounded(at), to: rounded(end) });
      at = end + every * (0.5 + random.next());
    }
    return found;
  });
  return periods.sort((a, b) => a.from - b.from);
}

const rounded = (seconds: number) => Math.round(seconds * 10) / 10;
