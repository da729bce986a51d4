import { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Agent } from "./agent";

const authoredSchema = z.object({ authorId: z.unknown() });

/**
 * What was written in a browser may be sent much later, when another person is signed in there. A body that names its
 * author is taken from nobody else; one that names none is its sender's.
 *
 * @throws AppError `signed_out`: its author has to sign in again.
 */
export function refuseForSomebodyElse(agent: Agent, body: unknown) {
  const { data } = authoredSchema.safeParse(body);
  if (data?.authorId === undefined || data.authorId === agent.id) return;

  throw new AppError("signed_out", "Somebody else is signed in to this browser now.");
}
