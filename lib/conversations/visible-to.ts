import { type SQL, sql } from "drizzle-orm";
import type { Agent } from "@/lib/auth/agent";

/**
 * The rule of who may see which conversations, as a part of the query itself: what an agent may not see does not
 * exist for them. Sockets join their rooms by the same rule. Until skills divide the work, whoever may sign in as an
 * agent, manager or admin sees every conversation, and nobody else sees any.
 */
export function visibleTo(agent: Agent): SQL {
  return sql`exists (
    select from users viewer
    where viewer.id = ${agent.id} and viewer.role <> 'external' and viewer.disabled_at is null
  )`;
}
