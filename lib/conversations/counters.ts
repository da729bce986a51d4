import { inArray, sql } from "drizzle-orm";
import { db, type Reader, type Tx } from "@/db/client";
import { inboxCounters } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { countPending } from "./approval/consent";
import type { Counters } from "./shapes";

/** What of a conversation the badges count. */
interface Counted {
  status: "open" | "snoozed" | "closed";
  assigneeId: string | null;
  unreadCount: number;
}

interface Count {
  open: number;
  unread: number;
}

const NOTHING: Count = { open: 0, unread: 0 };

/** Keeps the badges true in the transaction that changes a conversation; `before` is null for a new one. */
export async function moveCounters(tx: Tx, before: Counted | null, after: Counted) {
  const moved = movedCounters([{ before, after }]);
  if (moved.length > 0) await tx.insert(inboxCounters).values(moved);
}

/** The rows by which many changes together move the badges: one for each view that anything is left of. */
export function movedCounters(moves: { before: Counted | null; after: Counted }[]) {
  const sums = new Map<string, Count>();
  for (const [view, count] of moves.flatMap(({ before, after }) => changes(before, after))) {
    const sum = sums.get(view) ?? NOTHING;
    sums.set(view, { open: sum.open + count.open, unread: sum.unread + count.unread });
  }
  return [...sums]
    .map(([view, count]) => ({ view, ...count }))
    .filter(({ open, unread }) => open !== 0 || unread !== 0);
}

/** Every one of the views that anything was ever counted for. */
export async function sumCounters(reader: Reader, views: string[]) {
  const { view, open, unread } = inboxCounters;
  return reader
    .select({ view, open: sql<number>`sum(${open})::int`, unread: sql<number>`sum(${unread})::int` })
    .from(inboxCounters)
    .where(inArray(view, views))
    .groupBy(view)
    .orderBy(view);
}

export async function findCounters(agent: Agent): Promise<Counters> {
  const [rows, pending] = await Promise.all([
    sumCounters(db, ["all", "unassigned", agent.id]),
    countPending(db),
  ]);
  const of = (view: string): Count => {
    const row = rows.find((counter) => counter.view === view);
    return row ? { open: row.open, unread: row.unread } : { ...NOTHING };
  };
  const approvals = { open: pending, unread: 0 };
  return { mine: of(agent.id), unassigned: of("unassigned"), all: of("all"), approvals };
}

/** The job `fold-counters`: many rows of one view become one, with the same sum. */
export async function foldCounters() {
  await db.execute(sql`
    with folded as (
      delete from inbox_counters
      where view in (select view from inbox_counters group by view having count(*) > 1)
      returning view, open, unread)
    insert into inbox_counters (view, open, unread)
    select view, sum(open), sum(unread) from folded group by view`);
}

/** What each view gains or loses. */
export function changes(before: Counted | null, after: Counted): [view: string, Count][] {
  const was = before ? contribution(before) : new Map<string, Count>();
  const is = contribution(after);
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((view): [string, Count] => [view, difference(is.get(view), was.get(view))])
    .filter(([, { open, unread }]) => open !== 0 || unread !== 0);
}

function contribution({ status, assigneeId, unreadCount }: Counted) {
  if (status !== "open") return new Map<string, Count>();
  const count = { open: 1, unread: unreadCount > 0 ? 1 : 0 };
  return new Map([
    ["all", count],
    [assigneeId ?? "unassigned", count],
  ]);
}

function difference(is = NOTHING, was = NOTHING): Count {
  return { open: is.open - was.open, unread: is.unread - was.unread };
}
