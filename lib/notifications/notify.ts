import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { notifications } from "@/db/schema/notifications";
import { clock } from "@/lib/clock";
import { recordEvent } from "@/lib/events/record-event";

interface Told {
  title: string;
  message: string;
  /** Where one acts on it: a path of the workspace. */
  href: string;
  channelId: string | null;
}

/** Tells admins of a problem, once until it is solved: the database holds one open problem for each key. */
export async function raiseProblem(tx: Tx, key: string, told: Told) {
  await tell(tx, { kind: "problem", key, ...told });
}

/** Tells admins of something that is over already. */
export async function tellNews(tx: Tx, key: string, told: Told) {
  await tell(tx, { kind: "news", key, ...told });
}

/** Ends a problem, and tells that it is over; nothing where there was none. */
export async function solveProblem(tx: Tx, key: string, told: Told) {
  const solved = await tx
    .update(notifications)
    .set({ solvedAt: clock.now() })
    .where(and(eq(notifications.key, key), eq(notifications.kind, "problem"), isNull(notifications.solvedAt)))
    .returning({ id: notifications.id });
  if (solved.length > 0) await tellNews(tx, key, told);
}

/** The open problems whose keys begin so. */
export async function openProblems(tx: Tx, keyStart: string): Promise<string[]> {
  const open = await tx
    .select({ key: notifications.key })
    .from(notifications)
    .where(
      and(
        eq(notifications.kind, "problem"),
        isNull(notifications.solvedAt),
        sql`starts_with(${notifications.key}, ${keyStart})`,
      ),
    );
  return open.map(({ key }) => key);
}

async function tell(tx: Tx, told: Omit<typeof notifications.$inferInsert, "createdAt">) {
  const [raised] = await tx
    .insert(notifications)
    .values({ ...told, createdAt: clock.now() })
    .onConflictDoNothing()
    .returning({ id: notifications.id });
  if (raised) await recordEvent(tx, { type: "notification.raised", details: { notificationId: raised.id } });
}
