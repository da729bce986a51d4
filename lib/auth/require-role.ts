import { AppError } from "@/lib/errors";
import type { Agent } from "./agent";

const ranks = { agent: 0, manager: 1, admin: 2 } as const;

const refusals = {
  admin: "Only an admin can do this. Ask an admin of your workspace.",
  manager: "Only a manager or an admin can do this. Ask one of them in your workspace.",
} as const;

/**
 * A manager can do what an agent can, an admin can do all.
 *
 * @throws AppError `forbidden`.
 */
export function requireRole(agent: Agent, role: "manager" | "admin") {
  if (ranks[agent.role] < ranks[role]) throw new AppError("forbidden", refusals[role]);
}
