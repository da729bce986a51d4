import type { Difference } from "./difference";

export interface Badge {
  view: string;
  open: number;
  unread: number;
}

/** Badges that are kept as sums, and the same counted from the conversations themselves. */
export function compareBadges(kept: Badge[], counted: Badge[]): Difference[] {
  const views = new Set([...kept, ...counted].map(({ view }) => view));
  return [...views].flatMap((view) => {
    const is = of(kept, view);
    const should = of(counted, view);
    if (is.open === should.open && is.unread === should.unread) return [];
    const what = `says ${is.open} open, ${is.unread} unread; there are ${should.open} and ${should.unread}`;
    return [{ kind: "badge" as const, where: `badge of ${view}`, what }];
  });
}

function of(badges: Badge[], view: string): Badge {
  return badges.find((badge) => badge.view === view) ?? { view, open: 0, unread: 0 };
}
