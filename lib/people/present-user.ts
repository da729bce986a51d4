import type { users } from "@/db/schema/people";
import type { User } from "./shapes";

export function presentUser(user: typeof users.$inferSelect): User {
  const { id, email, name, nickname, role } = user;
  return { id, email, name, nickname, role, state: stateOf(user), createdAt: user.createdAt.toISOString() };
}

function stateOf({ disabledAt, passwordHash, role }: typeof users.$inferSelect): User["state"] {
  if (disabledAt) return "disabled";
  return passwordHash || role === "external" ? "active" : "invited";
}
