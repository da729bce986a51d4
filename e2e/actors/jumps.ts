import type { Page } from "@playwright/test";

interface Seen {
  shifts: string[];
  boxes: Record<string, string[]>;
}

interface Shift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null }[];
}

type Watched = Window & { seenJumps?: Seen };

/**
 * Looks at every frame from now on, without a pause: what was shifted without anybody asking for it (the browser's own
 * measure), and which sizes the box of each attachment had.
 */
export async function watchForJumps(screen: Page) {
  await screen.evaluate(() => {
    const seen: Seen = { shifts: [], boxes: {} };
    (window as Watched).seenJumps = seen;
    const words = (node: Node | null) =>
      node instanceof HTMLElement ? node.outerHTML.slice(0, 200) : String(node?.textContent);
    new PerformanceObserver((list) => {
      for (const { hadRecentInput, sources, value } of list.getEntries() as Shift[])
        if (!hadRecentInput) seen.shifts.push(...sources.map(({ node }) => `${value}: ${words(node)}`));
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
    /** What moved, and how much that was. */
    shifts: () => screen.evaluate(() => (window as Watched).seenJumps!.shifts),
    /** The sizes that each attachment's box has had, in the order in which they came. */
    boxes: () => screen.evaluate(() => Object.values((window as Watched).seenJumps!.boxes)),
  };
}
