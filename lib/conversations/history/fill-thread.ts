import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { contactIdentities } from "@/db/schema/contacts";
import { messages } from "@/db/schema/conversations";
import { transactionAgain } from "@/db/transaction-again";
import type { ChannelRow } from "@/lib/channels/find-channel";
import type { PastMessageId, PastThread } from "@/lib/channels/history";
import { lockThreads } from "@/lib/contacts/lock-threads";
import { changeConversation } from "../change-conversation";
import { applyInboundEvent } from "../receiving/apply-inbound-event";
import { countMessages } from "./change-run";
import { findOurs } from "./find-ours";
import { type FilledMessage, findConversations, findFilled, markFilled, markOutOfReach } from "./mark-filled";
import { planFilling } from "./plan-filling";

/** A thread whose person is known. */
export type NamedThread = PastThread & { contact: NonNullable<PastThread["contact"]> };

interface Gap {
  runId: string;
  since: Date;
  until: Date;
  /** Older than the thread's contents: of these the platform shows nothing but ids. */
  older: PastMessageId[];
}

/**
 * Brings in what a thread lacks, as if it had been delivered late, and says so in the thread.
 *
 * @returns from when on the thread is not known to be whole; null = it is.
 */
export async function fillThread(
  channel: ChannelRow,
  thread: NamedThread,
  { runId, since, until, older }: Gap,
): Promise<Date | null> {
  return transactionAgain(async (tx) => {
    const contactExternalId = thread.contact.externalId;
    await lockThreads(
      tx,
      and(eq(contactIdentities.channelId, channel.id), eq(contactIdentities.externalId, contactExternalId)),
    );
    const ours = await findOurs(tx, channel.id, contactExternalId, thread.messages);
    const { events, missing, doubtfulSince } = planFilling(thread.messages, ours, { since, until });
    // The line about what stays out of reach stands before what is filled: as the older row, where there is a thread yet.
    const lost = await withoutKnown(tx, channel.id, older);
    const whom = { channelId: channel.id, contactExternalId };
    const told = await markOutOfReach(tx, whom, lost, ours.after);
    for (const event of events) await applyInboundEvent(tx, channel, event);

    const filled = await findFilled(tx, channel.id, missing);
    await markFilled(tx, thread.messages, filled);
    await leaveReadUnread(tx, filled);
    const first = filled[0]?.sentAt.getTime() ?? Number.POSITIVE_INFINITY;
    const outOfReach = told || (await markOutOfReach(tx, whom, lost, Number.NEGATIVE_INFINITY, first - 1));
    await countMessages(tx, runId, { added: filled.length, outOfReach });
    return doubtfulSince;
  });
}

/** A late message that stands above what an agent has read already asks for nobody's attention: the line below it does. */
async function leaveReadUnread(tx: Tx, filled: FilledMessage[]) {
  const fromContact = filled.filter(({ authorKind }) => authorKind === "contact");
  const ids = [...new Set(fromContact.map(({ conversationId }) => conversationId))];
  for (const conversation of await findConversations(tx, ids)) {
    const { id, readUntil, unreadCount } = conversation;
    const wasPassed = fromContact.filter(
      ({ conversationId, sentAt }) => conversationId === id && readUntil && sentAt <= readUntil,
    ).length;
    if (wasPassed > 0)
      await changeConversation(tx, conversation, { unreadCount: Math.max(0, unreadCount - wasPassed) });
  }
}

async function withoutKnown(tx: Tx, channelId: string, older: PastMessageId[]): Promise<PastMessageId[]> {
  if (older.length === 0) return [];
  const ids = sql.param(older.map(({ externalId }) => externalId));
  const rows = await tx
    .select({ externalId: messages.externalId })
    .from(messages)
    .where(and(eq(messages.channelId, channelId), sql`${messages.externalId} = any(${ids})`));
  const known = new Set(rows.map(({ externalId }) => externalId));
  return older.filter(({ externalId }) => !known.has(externalId));
}
