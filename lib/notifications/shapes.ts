import { z } from "zod";

/** Something that admins are told of. `read` is the reader's own. */
export const notificationSchema = z.object({
  id: z.uuid(),
  kind: z.enum(["problem", "news"]),
  title: z.string(),
  message: z.string(),
  href: z.string().startsWith("/"),
  createdAt: z.iso.datetime(),
  /** null = the problem is still there; news are never solved. */
  solvedAt: z.iso.datetime().nullable(),
  read: z.boolean(),
});

export const notificationsSchema = z.object({
  notifications: z.array(notificationSchema),
  /** How many the reader has not seen, also beyond this list. */
  unread: z.number(),
});

export type NotificationShape = z.infer<typeof notificationSchema>;
export type NotificationsShape = z.infer<typeof notificationsSchema>;
