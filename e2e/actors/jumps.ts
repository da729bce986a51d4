import type { Page } from "@playwright/test";

interface Seen {
  shifts: number[];
  boxes: Record<string, string[]>;
}

type Watched = Window & { seenJumps?: Seen };

/**
 * Looks at every frame from now on, without a pause: how far things were shifted without anybody asking for it (the
 * browser's own measure), and which sizes the box of each attachment had.
 */
export async function watchForJumps(screen: Page) {
  await screen.evaluate(() => {
    const seen: Seen = { shifts: [], boxes: {} };
    (window as Watched).seenJumps = seen;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      })[])
        if (!entry.hadRecentInput) seen.shifts.push(entry.value);
    }).observe({ type: "layout-shift" });

    const look = () => {
      for (const box of document.querySelectorAll<HTMLElement>("[data-attachment]")) {
        const size = `${box.offsetWidth} × ${box.offsetHeight}`;
        const sizes = seen.boxes[box.dataset.attachment!] ?? [];
        if (sizes.at(-1) !== size) seen.boxes[box.dataset.attachment!] = [...sizes, size];
      }
      requestAnimationFrame(look);
    };
    look();
  });

  return {
    shift: () =>
      screen.evaluate(() => (window as Watched).seenJumps!.shifts.reduce((sum, shift) => sum + shift, 0)),
    /** The sizes that each attachment's box has had, in the order in which they came. */
    boxes: () => screen.evaluate(() => Object.values((window as Watched).seenJumps!.boxes)),
  };
}
