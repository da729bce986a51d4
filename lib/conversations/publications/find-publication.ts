import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { publications } from "@/db/schema/publications";
import type { Agent } from "@/lib/auth/agent";
import type { ChannelRow } from "@/lib/channels/find-channel";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { visibleTo } from "../visible-to";
import { type PublicationRow, presentPublications } from "./present-publications";
import type { Publication } from "./shapes";

export interface FoundPublication {
  publication: PublicationRow;
  channel: ChannelRow;
}

/** @throws AppError `not_found`, also when the agent may not see it. */
export async function findPublication(agent: Agent, publicationId: string): Promise<FoundPublication> {
  const [found] = await db
    .select({ publication: publications, channel: channels })
    .from(publications)
    .innerJoin(channels, eq(channels.id, publications.channelId))
    .where(and(eq(publications.id, publicationId), visibleTo(agent)));
  if (!found) throw new AppError("not_found", "This is no longer known here.");
  return found;
}

/** As the wire shows it now. */
export async function showPublication(publicationId: string): Promise<Publication> {
  const [shown] = await presentPublications(db, eq(publications.id, publicationId), clock.now());
  return shown!;
}
