const WINDOW_IN_MS = 100;
/** In one window: two hundred a second. A busy day of a large brand has less. */
const BUSY_FROM = 20;

let startedAt = 0;
let kept = 0;
let keptBefore = 0;

/** The door of this process has kept so many deliveries. */
export function noteKept(count: number, now = performance.now()) {
  turn(now);
  kept += count;
}

/** Whether deliveries are streaming in at this very moment, so that answering them comes first. */
export function isDoorBusy(now = performance.now()): boolean {
  turn(now);
  return Math.max(kept, keptBefore) >= BUSY_FROM;
}

function turn(now: number) {
  if (now - startedAt < WINDOW_IN_MS) return;
  keptBefore = now - startedAt < 2 * WINDOW_IN_MS ? kept : 0;
  kept = 0;
  startedAt = now;
}
