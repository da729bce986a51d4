import { eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { echo, message } from "@/db/factories/inbound-events";
import { createAgent } from "@/db/factories/people";
import { contactIdentities } from "@/db/schema/contacts";
import { conversations } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import type { InboundEvent } from "@/lib/channels/channel";
import { closeConversation } from "@/lib/conversations/close-conversation";
import { applyInboundEvent } from "@/lib/conversations/receiving/apply-inbound-event";
import { draftSchema, sendMessage } from "@/lib/conversations/sending/send-message";

export const MARIA = "7300112233445566";
export const TOM = "7300998877665544";
export const LENA = "7300445566778899";

export type SmallInbox = Awaited<ReturnType<typeof createSmallInbox>>;

/** An emptied database with three conversations: María's is Ana's, Tom's is nobody's, Lena's is closed. */
export async function createSmallInbox() {
  await db.execute(sql`truncate users, channels, contacts, events, inbox_counters, rate_limits cascade`);
  const ada = await createAgent({ name: "Ada", role: "admin" });
  const ana = await createAgent({ name: "Ana" });
  const jonas = await createAgent({ name: "Jonas" });
  const page = await createChannel();
  const from = (contactExternalId: string, minutesAgo: number) => ({
    channelExternalId: page.externalId,
    contactExternalId,
    at: new Date(Date.now() - minutesAgo * 60_000),
  });
  async function told(...inbound: InboundEvent[]) {
    for (const event of inbound) await db.transaction((tx) => applyInboundEvent(tx, page, event));
  }

  await told(
    message({ ...from(MARIA, 60), externalId: "m_1", text: "Hello" }),
    message({ ...from(MARIA, 50), externalId: "m_2", text: "Is my order on its way?" }),
    message({ ...from(TOM, 20), externalId: "m_tom", text: "Are you open?" }),
    message({ ...from(LENA, 90), externalId: "m_lena", text: "Thank you!" }),
  );
  const of = {
    maria: await conversationOf(MARIA),
    tom: await conversationOf(TOM),
    lena: await conversationOf(LENA),
  };
  /** Ana answers María, unless it is said otherwise. */
  function says(
    text: string,
    {
      agent = ana,
      id = of.maria.id,
      ...draft
    }: { agent?: Agent; id?: string; visibility?: "note" | "public"; replyToId?: string } = {},
  ) {
    return sendMessage(agent, id, draftSchema.parse({ text, ...draft }));
  }

  const { id: messageId } = await says("It ships today.");
  await told(
    echo({ ...from(MARIA, 40), externalId: "m_3", messageId, text: "It ships today." }),
    message({ ...from(MARIA, 30), externalId: "m_4", text: "Great!", replyToExternalId: "m_3" }),
  );
  await closeConversation(ana, of.lena.id);
  return { ada, ana, jonas, page, of, from, told, says };
}

async function conversationOf(psid: string) {
  const [found] = await db
    .select({ conversation: conversations })
    .from(conversations)
    .innerJoin(contactIdentities, eq(contactIdentities.id, conversations.identityId))
    .where(eq(contactIdentities.externalId, psid));
  return found!.conversation;
}
