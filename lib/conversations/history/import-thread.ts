import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { contactIdentities, contacts } from "@/db/schema/contacts";
import { conversations, messages } from "@/db/schema/conversations";
import { transactionAgain } from "@/db/transaction-again";
import type { ChannelRow } from "@/lib/channels/find-channel";
import { clock } from "@/lib/clock";
import { findOrCreateIdentity, type IdentityRow, standInName } from "@/lib/contacts/find-or-create-identity";
import { lockThreads } from "@/lib/contacts/lock-threads";
import { recordEvent } from "@/lib/events/record-event";
import { changeConversation } from "../change-conversation";
import { moveCounters } from "../counters";
import type { ConversationRow } from "../lock-conversation";
import { applyInboundEvent } from "../receiving/apply-inbound-event";
import { countMessages } from "./change-run";
import type { NamedThread } from "./fill-thread";
import { findOurs } from "./find-ours";
import { mark } from "./mark-filled";
import { planFilling } from "./plan-filling";

const QUESTION_IS_FRESH_FOR_MS = 24 * 3_600_000;
const BEGINNING = new Date(0);

/**
 * Makes one conversation of what the platform shows of a thread, or completes the one that is there. What is old comes in
 * as old: nobody waits for it and nothing of it is unread.
 *
 * @param before messages from then on are none of an import's business: they are delivered.
 */
export async function importThread(
  channel: ChannelRow,
  thread: NamedThread,
  { runId, before }: { runId: string; before: Date },
) {
  await transactionAgain(async (tx) => {
    const { externalId, name } = thread.contact;
    await lockThreads(
      tx,
      and(eq(contactIdentities.channelId, channel.id), eq(contactIdentities.externalId, externalId)),
    );
    const past = thread.messages.filter(({ at }) => at < before);
    const ours = await findOurs(tx, channel.id, externalId, past);
    const { events, missing } = planFilling(past, ours, { since: BEGINNING, until: before });
    const [first] = events;
    if (!first || missing.length === 0) return;

    const identity = await findOrCreateIdentity(tx, channel, externalId);
    await nameContact(tx, channel, identity, name);
    const { conversation, was } = await holdConversation(tx, identity, first.at);
    for (const event of events) await applyInboundEvent(tx, channel, event);
    await settle(tx, conversation.id, was);
    if (thread.hasOlder)
      await mark(
        tx,
        { conversationId: conversation.id, channelId: channel.id },
        { event: "history_start" },
        { at: new Date(first.at.getTime() - 1), externalId: `history-start:${thread.externalId}` },
      );
    await countMessages(tx, runId, { added: missing.length });
  });
}

/** The list of threads tells names before anybody has asked for a profile. */
async function nameContact(tx: Tx, { kind }: ChannelRow, identity: IdentityRow, name: string | null) {
  if (!name) return;
  await tx
    .update(contacts)
    .set({ name, revision: sql`${contacts.revision} + 1` })
    .where(
      and(eq(contacts.id, identity.contactId), eq(contacts.name, standInName(kind, identity.externalId))),
    );
}

interface Held {
  conversation: ConversationRow;
  /** As it was before; null = it is new. */
  was: ConversationRow | null;
}

/** The one conversation that all of it goes into: open for as long as this transaction needs it to be. */
async function holdConversation(tx: Tx, identity: IdentityRow, at: Date): Promise<Held> {
  const [open] = await tx
    .select()
    .from(conversations)
    .where(and(eq(conversations.identityId, identity.id), isNull(conversations.closedAt)));
  if (open) return { conversation: open, was: open };

  const [last] = await tx
    .select()
    .from(conversations)
    .where(eq(conversations.identityId, identity.id))
    .orderBy(desc(conversations.openedAt))
    .limit(1);
  if (last)
    return {
      conversation: await changeConversation(tx, last, { status: "open", closedAt: null }),
      was: last,
    };

  const [created] = await tx
    .insert(conversations)
    .values({
      channelId: identity.channelId,
      contactId: identity.contactId,
      identityId: identity.id,
      openedAt: at,
      lastMessageAt: at,
    })
    .returning();
  await moveCounters(tx, null, created!);
  await recordEvent(tx, { type: "conversation.opened", conversationId: created!.id });
  return { conversation: created!, was: null };
}

/** What the receiving of so many messages at once has made of the row is put right. */
async function settle(tx: Tx, conversationId: string, was: ConversationRow | null) {
  const [now] = await tx
    .select()
    .from(conversations)
    .where(eq(conversations.id, conversationId))
    .for("no key update");
  if (was?.closedAt) await changeConversation(tx, now!, lookOf(was));
  else if (was) await changeConversation(tx, now!, stillWaiting(now!, was));
  else await settleNew(tx, now!);
}

const lookOf = ({ status, closedAt, unreadCount, waitingSince, handling }: ConversationRow) => ({
  status,
  closedAt,
  unreadCount,
  waitingSince,
  handling,
});

/** An answer from outside, which only history knew of, may have ended the waiting. */
function stillWaiting(now: ConversationRow, { unreadCount, waitingSince, handling }: ConversationRow) {
  return { unreadCount, handling, waitingSince: now.waitingSince ? waitingSince : null };
}

async function settleNew(tx: Tx, conversation: ConversationRow) {
  const freshSince = new Date(clock.now().getTime() - QUESTION_IS_FRESH_FOR_MS);
  const questions = await findUnanswered(tx, conversation.id);
  const fresh = questions.filter(({ sentAt }) => sentAt > freshSince);
  await changeConversation(
    tx,
    conversation,
    fresh.length > 0
      ? { waitingSince: fresh[0]!.sentAt, unreadCount: fresh.length }
      : { status: "closed", closedAt: conversation.lastMessageAt, waitingSince: null, unreadCount: 0 },
  );
}

/** What the contact said after the Page's last word, oldest first. */
async function findUnanswered(tx: Tx, conversationId: string) {
  const answered = sql`select max(sent_at) from messages
    where conversation_id = ${conversationId} and direction = 'out' and visibility <> 'note'`;
  return tx
    .select({ sentAt: messages.sentAt })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, conversationId),
        eq(messages.authorKind, "contact"),
        sql`${messages.sentAt} > coalesce((${answered}), '-infinity')`,
      ),
    )
    .orderBy(messages.sentAt, messages.sequence);
}
