import { eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { createAgent } from "@/db/factories/people";
import { channels } from "@/db/schema/channels";
import { clock } from "@/lib/clock";
import { listConversations } from "@/lib/conversations/list-conversations";
import { listMessages } from "@/lib/conversations/list-messages";
import { draftSchema, sendMessage } from "@/lib/conversations/sending/send-message";
import type { HarborCoffee } from "./harbor-coffee";

export type ConversationWithMaria = Awaited<ReturnType<typeof beginConversation>>;

/** In an emptied database: María has asked Harbor Coffee on Facebook, and Ana may answer her. */
export async function beginConversation(coffee: HarborCoffee) {
  clock.now = () => new Date();
  await coffee.calm();
  await db.execute(
    sql`truncate users, channels, contacts, deliveries, parked_events, events, inbox_counters, platform_pauses cascade`,
  );
  await db.execute(sql`delete from graphile_worker._private_jobs`);
  const ana = await createAgent();
  const page = await coffee.connect();
  const maria = await coffee.customer("María Solano");
  await maria.says("Is my order on its way?");
  await coffee.hears();
  await coffee.works();
  const { conversations: rows } = await listConversations(ana);
  const conversationId = rows.find(({ contact }) => contact.name === "María Solano")!.id;
  const thread = async () => (await listMessages(ana, conversationId)).messages;

  return {
    ana,
    maria,
    conversationId,
    thread,
    /** Ana answers. @returns the message as it was taken. */
    reply: (text: string, draft: Record<string, unknown> = {}) =>
      sendMessage(ana, conversationId, draftSchema.parse({ text, ...draft })),
    shown: async (messageId: string) => (await thread()).find(({ id }) => id === messageId)!,
    /** What was answered, and where each stands. */
    ours: async () =>
      (await thread())
        .filter(({ direction }) => direction === "out")
        .map(({ text, status }) => [text, status]),
    sentSoFar: async () => (await coffee.sends()).length,
    /** Our clock and the platform's go on together. */
    async later(milliseconds: number) {
      clock.now = () => new Date(Date.now() + milliseconds);
      await coffee.facebook.control("PUT", "/clock", { offsetSeconds: milliseconds / 1000 });
    },
    async findChannel() {
      const [channel] = await db.select().from(channels).where(eq(channels.id, page.id));
      return channel!;
    },
    async change(changes: Partial<typeof channels.$inferSelect>) {
      await db.update(channels).set(changes).where(eq(channels.id, page.id));
    },
  };
}
