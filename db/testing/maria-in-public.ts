import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { createAgent } from "@/db/factories/people";
import { neededFields } from "@/lib/channels/facebook/subscription-fields";
import { clock } from "@/lib/clock";
import { listConversations } from "@/lib/conversations/list-conversations";
import { listMessages } from "@/lib/conversations/list-messages";
import { draftSchema, sendMessage } from "@/lib/conversations/sending/send-message";
import { env } from "@/lib/env";
import type { HarborCoffee } from "./harbor-coffee";

/** What stands on the Page, as the platform shows it. */
export interface SaidInPublic {
  id: string;
  from: { id: string; name: string };
  text: string | null;
  media: { url: string; mime: string } | null;
  privateReplyUsed: boolean;
  comments: SaidInPublic[];
}

export type MariaInPublic = Awaited<ReturnType<typeof beginInPublic>>;

/** In an emptied database: María has commented on a post of Harbor Coffee, and has never written to it. */
export async function beginInPublic(coffee: HarborCoffee) {
  clock.now = () => new Date();
  await coffee.calm();
  await db.execute(
    sql`truncate users, channels, contacts, deliveries, parked_events, events, inbox_counters, platform_pauses cascade`,
  );
  await db.execute(sql`delete from graphile_worker._private_jobs`);
  const { control, token } = coffee.facebook;
  const page = `/pages/${coffee.page.id}`;
  await control("PUT", `${page}/comment-block`, { seconds: null });
  await control("POST", `${page}/foreign-subscription`, {
    appId: env.FACEBOOK_APP_ID,
    fields: neededFields({ public: true }),
  });
  const ana = await createAgent();
  await createChannel({
    externalId: coffee.page.id,
    accessToken: await token(coffee.page.id),
    isPublic: true,
  });
  const post = await control<{ id: string }>("POST", `${page}/posts`, { text: "The new roast is here." });
  const maria = await coffee.customer("María Solano");
  const comments = async (text: string, to = post.id) =>
    (
      await control<{ id: string }>("POST", `/people/${maria.id}/comments`, {
        pageId: coffee.page.id,
        to,
        text,
      })
    ).id;
  const commentId = await comments("Do you deliver?");
  await coffee.hears();
  await coffee.works();
  const { conversations: rows } = await listConversations(ana);
  const conversationId = rows.find(({ contact }) => contact.name === "María Solano")!.id;
  const thread = async () => (await listMessages(ana, conversationId)).messages;
  const [comment] = await thread();
  const before = await countComments(control);

  return {
    ana,
    maria,
    post,
    /** María's, by the platform's id, and as the message that it is here. */
    commentId,
    comment: comment!,
    comments,
    conversationId,
    thread,
    says: (text: string, draft: Record<string, unknown>, agent = ana) =>
      sendMessage(agent, conversationId, draftSchema.parse({ text, ...draft })),
    answer: (text: string, draft: Record<string, unknown> = {}) =>
      sendMessage(ana, conversationId, draftSchema.parse({ text, visibility: "public", ...draft })),
    privately: (text: string, draft: Record<string, unknown> = {}, agent = ana) =>
      sendMessage(agent, conversationId, draftSchema.parse({ text, replyToId: comment!.id, ...draft })),
    shown: async (messageId: string) => (await thread()).find(({ id }) => id === messageId)!,
    /** What was said as the Page, and where each stands. */
    ours: async () =>
      (await thread())
        .filter(({ direction }) => direction === "out")
        .map(({ text, status }) => [text, status]),
    /** What stands below something María said. */
    async below(id = commentId): Promise<SaidInPublic[]> {
      const { posts } = await control<{ posts: SaidInPublic[] }>("GET", `${page}/feed`);
      return find(posts, id)!.comments;
    },
    /** Calls that comment, answered or not, since all this began. */
    attempts: async () => (await countComments(control)) - before,
    commentsFail: (fault: Record<string, unknown>) =>
      control("POST", "/faults", { path: "/comments$", method: "POST", ...fault }),
    block: (seconds: number | null) => control("PUT", `${page}/comment-block`, { seconds }),
    fromElsewhere: (text: string, to = commentId) =>
      control<{ id: string }>("POST", `${page}/comments`, { to, text }),
    /** Our clock and the platform's go on together. */
    async later(milliseconds: number) {
      clock.now = () => new Date(Date.now() + milliseconds);
      await control("PUT", "/clock", { offsetSeconds: milliseconds / 1000 });
    },
  };
}

async function countComments(control: HarborCoffee["facebook"]["control"]) {
  const path = "/calls?limit=500&path=/comments$";
  const { calls } = await control<{ calls: { method: string }[] }>("GET", path);
  return calls.filter(({ method }) => method === "POST").length;
}

function find(said: SaidInPublic[], id: string): SaidInPublic | undefined {
  for (const one of said) {
    const found = one.id === id ? one : find(one.comments, id);
    if (found) return found;
  }
  return undefined;
}
