import { sql } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { notificationReadings, notifications } from "@/db/schema/notifications";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { clock } from "@/lib/clock";
import { recordEvent } from "@/lib/events/record-event";

export const readingSchema = z.object({ until: z.iso.datetime() });

/** This admin has seen everything up to a moment; what came after it stays unread. Asking twice is harmless. */
export async function readNotifications(agent: Agent, { until }: z.infer<typeof readingSchema>) {
  requireRole(agent, "admin");
  await db.transaction(async (tx) => {
    const { rowCount } = await tx.execute(sql`
      insert into ${notificationReadings} (notification_id, user_id, read_at)
      select ${notifications.id}, ${agent.id}::uuid, ${clock.now().toISOString()}::timestamptz
      from ${notifications} where date_trunc('milliseconds', ${notifications.createdAt}) <= ${until}::timestamptz
      on conflict do nothing`);
    // The other windows of the same person count down as well.
    if (rowCount) await recordEvent(tx, { type: "notification.read", actorId: agent.id });
  });
}
