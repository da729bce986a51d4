import { and, desc, eq, gt, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { channelLogins } from "@/db/schema/channels";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";

export type LoginRow = typeof channelLogins.$inferSelect;

/**
 * A sign-in of this admin; those of others don't exist for them.
 *
 * @throws AppError `forbidden`, `not_found`.
 */
export async function findLogin(agent: Agent, loginId: string): Promise<LoginRow> {
  requireRole(agent, "admin");
  if (!z.uuid().safeParse(loginId).success) throw notFound();
  const [login] = await db
    .select()
    .from(channelLogins)
    .where(and(eq(channelLogins.id, loginId), eq(channelLogins.userId, agent.id)));
  if (!login) throw notFound();

  return login;
}

const notFound = () => new AppError("not_found", "This sign-in no longer exists. Start again.");

/**
 * The newest sign-in that was granted, where it can still be continued: where somebody left, they go on. One that was
 * finished since makes those before it history.
 */
export async function findCurrentLogin(agent: Agent): Promise<LoginRow | null> {
  requireRole(agent, "admin");
  const [login] = await db
    .select()
    .from(channelLogins)
    .where(
      and(
        eq(channelLogins.userId, agent.id),
        // Those that renew one channel begin elsewhere.
        isNull(channelLogins.channelId),
        inArray(channelLogins.status, ["granted", "finished"]),
        gt(channelLogins.expiresAt, clock.now()),
      ),
    )
    .orderBy(desc(channelLogins.createdAt))
    .limit(1);
  return login?.status === "granted" ? login : null;
}
