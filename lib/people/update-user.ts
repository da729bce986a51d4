import { and, eq, isNull } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { invitations, users } from "@/db/schema/people";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { type EventType, recordEvent } from "@/lib/events/record-event";
import { lockActiveAdmins, lockUser } from "./lock-user";
import { presentUser } from "./present-user";
import type { User, UserChanges } from "./shapes";

type UserRow = typeof users.$inferSelect;

/**
 * Renames, changes the role, disables or enables. Disabling ends every session and withdraws open invitations.
 *
 * @throws AppError `forbidden` below admin; `not_found`; `conflict` when no admin would be left, or between the
 *   external role and the others.
 */
export async function updateUser(agent: Agent, userId: string, changes: UserChanges): Promise<User> {
  requireRole(agent, "admin");
  return db.transaction(async (tx) => {
    const admins = await lockActiveAdmins(tx);
    const user = await lockUser(tx, userId);
    refuseLosingLastAdmin(admins, user, changes);
    refuseExternalSwitch(user, changes);

    const columns = changedColumns(user, changes);
    if (Object.keys(columns).length === 0) return presentUser(user);
    if (columns.disabledAt) await withdrawInvitations(tx, userId);
    const [changed] = await tx
      .update(users)
      .set({ ...columns, revision: user.revision + 1 })
      .where(eq(users.id, userId))
      .returning();
    const type: EventType = columns.disabledAt ? "user.disabled" : "user.changed";
    await recordEvent(tx, { type, userId, actorId: agent.id, details: changes });
    return presentUser(changed!);
  });
}

function refuseLosingLastAdmin(admins: string[], user: UserRow, { role, disabled }: UserChanges) {
  const loses = disabled === true || (role !== undefined && role !== "admin");
  if (!loses || !admins.includes(user.id) || admins.length > 1) return;

  const message = `${user.name} is the only admin who can sign in. Make somebody else an admin first.`;
  throw new AppError("conflict", message, { details: { reason: "last_admin" } });
}

function refuseExternalSwitch(user: UserRow, { role }: UserChanges) {
  if (!role || role === user.role) return;
  if (user.role === "external") {
    throw new AppError(
      "conflict",
      "An external user has no e-mail address. Invite the person as a new user.",
    );
  }
  if (role === "external") {
    throw new AppError("conflict", "Somebody who was invited can't become an external user. Add a new one.");
  }
}

function changedColumns(user: UserRow, { name, nickname, role, disabled }: UserChanges) {
  const columns: Partial<UserRow> = {};
  if (name !== undefined && name !== user.name) columns.name = name;
  if (nickname !== undefined && nickname !== user.nickname) columns.nickname = nickname;
  if (role !== undefined && role !== user.role) columns.role = role;
  if (disabled === true && !user.disabledAt) {
    columns.disabledAt = clock.now();
    columns.sessionVersion = user.sessionVersion + 1;
  }
  if (disabled === false && user.disabledAt) columns.disabledAt = null;
  return columns;
}

async function withdrawInvitations(tx: Tx, userId: string) {
  await tx.delete(invitations).where(and(eq(invitations.userId, userId), isNull(invitations.acceptedAt)));
}
