import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { retryLane } from "./lanes";
import { problemOf } from "./problem-of";

/**
 * Tries a parked lane at once instead of at its next turn. Asking twice is harmless.
 *
 * @returns the problem in words where it failed again; the lane waits on. Null when everything was applied.
 */
export async function retryParkedLane(agent: Agent, lane: string): Promise<{ problem: string | null }> {
  requireRole(agent, "admin");
  try {
    await retryLane({ lane });
    return { problem: null };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}
