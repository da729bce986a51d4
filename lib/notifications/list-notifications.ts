import { and, count, desc, eq, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { notificationReadings, notifications } from "@/db/schema/notifications";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import type { NotificationsShape } from "./shapes";

/** Older ones are history: nobody scrolls that far in a bell. */
const MOST = 50;

/** The newest notifications as this admin sees them. @throws AppError `forbidden` for everybody else. */
export async function listNotifications(agent: Agent): Promise<NotificationsShape> {
  requireRole(agent, "admin");
  const [rows, [unread]] = await Promise.all([
    withReading(agent).orderBy(desc(notifications.createdAt), desc(notifications.id)).limit(MOST),
    db
      .select({ count: count() })
      .from(notifications)
      .leftJoin(notificationReadings, ownReading(agent))
      .where(isNull(notificationReadings.readAt)),
  ]);
  return {
    notifications: rows.map(({ notification, readAt }) => ({
      id: notification.id,
      kind: notification.kind,
      title: notification.title,
      message: notification.message,
      href: notification.href,
      createdAt: notification.createdAt.toISOString(),
      solvedAt: notification.solvedAt?.toISOString() ?? null,
      read: readAt !== null,
    })),
    unread: unread!.count,
  };
}

function withReading(agent: Agent) {
  return db
    .select({ notification: notifications, readAt: notificationReadings.readAt })
    .from(notifications)
    .leftJoin(notificationReadings, ownReading(agent))
    .$dynamic();
}

const ownReading = (agent: Agent) =>
  and(eq(notificationReadings.notificationId, notifications.id), eq(notificationReadings.userId, agent.id));
