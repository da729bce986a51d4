import { and, asc, eq, ne, sql } from "drizzle-orm";
import { beforeEach, expect } from "vitest";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { minutesAfterNoon } from "@/db/factories/inbound-events";
import { createAgent } from "@/db/factories/people";
import { MARIA } from "@/db/factories/public-events";
import { contactIdentities } from "@/db/schema/contacts";
import { conversations, messages } from "@/db/schema/conversations";
import { publications } from "@/db/schema/publications";
import { transactionAgain } from "@/db/transaction-again";
import type { Agent } from "@/lib/auth/agent";
import type { InboundEvent, PublicEvent } from "@/lib/channels/channel";
import { clock } from "@/lib/clock";
import { listConversations } from "@/lib/conversations/list-conversations";
import { listMessages } from "@/lib/conversations/list-messages";
import { applyInboundEvent } from "@/lib/conversations/receiving/apply-inbound-event";
import { applyPublicEvents } from "@/lib/conversations/receiving/apply-public-events";
import type { ChannelRow } from "@/lib/conversations/receiving/lane";

interface Stage {
  ana: Agent;
  page: ChannelRow;
  here: { channelExternalId: string };
}

/** For tests: before each, Ana and a Page whose posts and comments are received, and nothing else. */
export function setStage(): Stage {
  const stage = {} as Stage;
  beforeEach(async () => {
    await db.execute(sql`truncate users, channels, contacts, events, inbox_counters cascade`);
    clock.now = () => minutesAfterNoon(60);
    stage.ana = await createAgent();
    stage.page = await createChannel({ isPublic: true });
    stage.here = { channelExternalId: stage.page.externalId };
  });
  return stage;
}

export async function apply({ page }: Stage, ...told: PublicEvent[]) {
  for (const event of told) await transactionAgain((tx) => applyPublicEvents(tx, page, [event]));
}

export async function applyPrivate({ page }: Stage, ...told: InboundEvent[]) {
  for (const event of told) await transactionAgain((tx) => applyInboundEvent(tx, page, event));
}

/** Texts of somebody's conversations, ours with an arrow. */
export async function thread({ id }: { id: string } = MARIA) {
  const rows = await db
    .select({ text: messages.text, direction: messages.direction })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .innerJoin(contactIdentities, eq(contactIdentities.id, conversations.identityId))
    .where(and(eq(contactIdentities.externalId, id), ne(messages.visibility, "note")))
    .orderBy(asc(messages.sentAt), asc(messages.sequence));
  return rows.map(({ text, direction }) => (direction === "out" ? `→ ${text}` : text));
}

export async function onlyRow({ ana }: Stage) {
  const { conversations: rows } = await listConversations(ana);
  expect(rows).toHaveLength(1);
  return rows[0]!;
}

export async function shown(stage: Stage) {
  return (await listMessages(stage.ana, (await onlyRow(stage)).id)).messages;
}

export async function findPublication(externalId: string) {
  const [row] = await db.select().from(publications).where(eq(publications.externalId, externalId));
  return row;
}
