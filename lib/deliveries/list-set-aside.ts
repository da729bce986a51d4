import { desc, eq, lt } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { setAsideElements } from "@/db/schema/deliveries";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";

export const setAsidePageSchema = z.object({
  cursor: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** Something that the platform delivered and that has no place in a conversation, as admins see it. */
export const setAsideSchema = z.object({
  id: z.number(),
  /** Why it has no place: a key of `setAsideWords`. */
  reason: z.string(),
  channelName: z.string().nullable(),
  /** As the platform sent it. */
  element: z.unknown(),
  setAsideAt: z.iso.datetime(),
});

export type SetAsideShape = z.infer<typeof setAsideSchema>;

/** The newest first. Admins only: the raw form may name people whose conversations others may not see. */
export async function listSetAside(agent: Agent, page: z.input<typeof setAsidePageSchema> = {}) {
  requireRole(agent, "admin");
  const { cursor, limit } = setAsidePageSchema.parse(page);
  const rows = await db
    .select({ element: setAsideElements, channelName: channels.name })
    .from(setAsideElements)
    .leftJoin(channels, eq(channels.id, setAsideElements.channelId))
    .where(cursor ? lt(setAsideElements.id, cursor) : undefined)
    .orderBy(desc(setAsideElements.id))
    .limit(limit + 1);
  const shown = rows.slice(0, limit);

  return {
    elements: shown.map(({ element: { id, reason, element, setAsideAt }, channelName }) => ({
      id,
      reason,
      channelName,
      element,
      setAsideAt: setAsideAt.toISOString(),
    })),
    nextCursor: rows.length > limit ? String(shown.at(-1)?.element.id) : null,
  };
}
