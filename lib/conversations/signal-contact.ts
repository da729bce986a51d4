import { and, eq, type SQL } from "drizzle-orm";
import { db } from "@/db/client";
import { channels } from "@/db/schema/channels";
import { contactIdentities } from "@/db/schema/contacts";
import { conversations } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { channelCredentials } from "@/lib/channels/channel-credentials";
import { mayCall } from "@/lib/channels/pacing";
import { channelOf } from "@/lib/channels/registry";
import { clock } from "@/lib/clock";
import { messagingWindow } from "./messaging-window";
import { visibleTo } from "./visible-to";

/** Shows the contact that somebody is typing. Best effort, stored nowhere; a conversation out of sight is ignored. */
export async function signalTyping(agent: Agent, conversationId: string, typing: boolean) {
  await signal(
    and(eq(conversations.id, conversationId), visibleTo(agent)),
    typing ? "typing" : "stopped_typing",
  );
}

/** The job `signal-seen`. */
export async function signalSeen({ conversationId }: { conversationId: string }) {
  await signal(eq(conversations.id, conversationId), "seen");
}

/** Outside of the messaging window the platform refuses signals too, so none are sent. */
async function signal(where: SQL | undefined, kind: "typing" | "stopped_typing" | "seen") {
  const [found] = await db
    .select({ conversation: conversations, channel: channels, identity: contactIdentities })
    .from(conversations)
    .innerJoin(channels, eq(channels.id, conversations.channelId))
    .innerJoin(contactIdentities, eq(contactIdentities.id, conversations.identityId))
    .where(where);
  if (!found?.channel.active || found.channel.tokenState !== "valid") return;

  const { conversation, channel, identity } = found;
  const window = messagingWindow(conversation, { now: clock.now(), humanAgent: channel.humanAgent });
  const credentials = window.state === "open" ? await channelCredentials(channel) : null;
  // Marks give way to messages while the platform wants to be called less.
  if (!credentials || !(await mayCall(channel, "signal")).granted) return;
  await channelOf(channel.kind).signal(credentials, identity.externalId, kind);
}
