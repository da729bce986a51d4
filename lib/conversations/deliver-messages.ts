import { and, asc, eq, inArray } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { contactIdentities } from "@/db/schema/contacts";
import { conversations, messages } from "@/db/schema/conversations";
import type { OutboundMessage, SendResult } from "@/lib/channels/channel";
import { channelCredentials } from "@/lib/channels/channel-credentials";
import { channelOf } from "@/lib/channels/registry";
import { clock } from "@/lib/clock";
import { lockThreads } from "@/lib/contacts/lock-threads";
import { changeMessage, type MessageRow } from "./change-message";
import { mediaOf } from "./media-of-message";
import { messagingPlan } from "./messaging-plan";
import { messagingWindow } from "./messaging-window";
import { settleMessage } from "./settle-message";

interface Reserved {
  message: MessageRow;
  channel: typeof channels.$inferSelect;
  identity: typeof contactIdentities.$inferSelect;
  outbound: OutboundMessage | null;
  refusal: SendResult | null;
}

/**
 * The job that sends what waits in one conversation, in order. A message is reserved before the platform is asked
 * and settled afterwards; the call itself stands outside of any transaction.
 */
export async function deliverMessages({ conversationId }: { conversationId: string }) {
  for (;;) {
    const reserved = await reserveNext(conversationId);
    if (!reserved) return;

    const result = await attempt(reserved);
    const goOn = await settleMessage(reserved.message, result, reserved.channel.accessTokenEncrypted);
    if (!goOn) return;
  }
}

/** Null when nothing waits, or when an earlier message is still under way: order comes before speed. */
function reserveNext(conversationId: string): Promise<Reserved | null> {
  return db.transaction(async (tx) => {
    await lockThreads(tx, eq(conversations.id, conversationId));
    const next = await lockNext(tx, conversationId);
    if (!next || next.message.status === "sending") return null;

    const message = await changeMessage(tx, next.message, {
      status: "sending",
      attemptedAt: clock.now(),
      attempts: next.message.attempts + 1,
      failureReason: null,
      failureDetail: null,
    });
    return { ...next, message, ...compose(next, await mediaOf(tx, next.message, next.channel.kind)) };
  });
}

async function lockNext(tx: Tx, conversationId: string) {
  const [next] = await tx
    .select({
      message: messages,
      conversation: conversations,
      channel: channels,
      identity: contactIdentities,
    })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .innerJoin(channels, eq(channels.id, messages.channelId))
    .innerJoin(contactIdentities, eq(contactIdentities.id, conversations.identityId))
    .where(and(eq(messages.conversationId, conversationId), inArray(messages.status, ["queued", "sending"])))
    .orderBy(asc(messages.sequence))
    .limit(1)
    .for("no key update", { of: messages });
  return next;
}

type Next = NonNullable<Awaited<ReturnType<typeof lockNext>>>;

/** The window may have shut while the message waited: how it may go out is decided at this very moment. */
function compose(
  { message, conversation, channel, identity }: Next,
  media: OutboundMessage["media"],
): Pick<Reserved, "outbound" | "refusal"> {
  const now = clock.now();
  const window = messagingWindow(conversation, { now, humanAgent: channel.humanAgent });
  const author = message.authorKind === "agent" ? "agent" : "bot";
  const plan = messagingPlan(
    { window, author, visibility: "private", humanAgentApproved: channel.humanAgent },
    now,
  );
  if (!plan.allowed) return { outbound: null, refusal: rejected("window_closed", plan.message) };

  const quickReplies = message.details?.quickReplies as OutboundMessage["quickReplies"];
  const outbound = {
    id: message.id,
    contactExternalId: identity.externalId,
    mode: plan.mode,
    text: message.text ?? "",
    media,
    replyToExternalId: message.replyToExternalId ?? undefined,
    quickReplies,
  };
  return { outbound, refusal: null };
}

async function attempt({ channel, outbound, refusal }: Reserved): Promise<SendResult> {
  if (refusal || !outbound) return refusal ?? rejected("needs_a_look", "Nothing to send.");
  if (!channel.active) return rejected("channel_inactive", "The channel is switched off.");

  const credentials = await channelCredentials(channel);
  if (!credentials) return rejected("reconnect_needed", "The channel has no access token.");
  return channelOf(channel.kind).send(credentials, outbound);
}

function rejected(
  reason: Extract<SendResult, { outcome: "rejected" }>["reason"],
  detail: string,
): SendResult {
  return { outcome: "rejected", reason, detail, retryable: false };
}
