import { sql } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { inboxCounters } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
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
  for (const [view, { open, unread }] of changes(before, after)) {
    await tx
      .insert(inboxCounters)
      .values({ view, open, unread })
      .onConflictDoUpdate({
        target: inboxCounters.view,
        set: {
          open: sql`${inboxCounters.open} + ${open}`,
          unread: sql`${inboxCounters.unread} + ${unread}`,
        },
      });
  }
}

export async function findCounters(agent: Agent): Promise<Counters> {
  const rows = await db
    .select()
    .from(inboxCounters)
    .where(sql`${inboxCounters.view} in ('all', 'unassigned', ${agent.id})`);
  const of = (view: string): Count => {
    const row = rows.find((counter) => counter.view === view);
    return row ? { open: row.open, unread: row.unread } : { ...NOTHING };
  };
  return { mine: of(agent.id), unassigned: of("unassigned"), all: of("all") };
}

/** The changed views in one fixed order, so that two transactions never wait for each other. */
export function changes(before: Counted | null, after: Counted): [view: string, Count][] {
  const was = before ? contribution(before) : new Map<string, Count>();
  const is = contribution(after);
  return [...new Set([...was.keys(), ...is.keys()])]
    .sort()
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
