import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { contactQuery } from "@/components/contact/queries";
import { messagesQuery, threadFrom } from "@/components/conversation/queries";
import { startList } from "@/components/inbox/conversation-list-state";
import { filtersFrom, idFrom } from "@/components/inbox/filters";
import { Inbox } from "@/components/inbox/inbox";
import { PANES_COOKIE, panesFrom } from "@/components/inbox/panes";
import { conversationQuery, conversationsQuery, inboxChannelsQuery } from "@/components/inbox/queries";
import { FirstLook } from "@/components/ui/now";
import type { Agent } from "@/lib/auth/agent";
import { pageAgent } from "@/lib/auth/page-agent";
import { listChannels } from "@/lib/channels/list-channels";
import { clock } from "@/lib/clock";
import { findContact } from "@/lib/contacts/find-contact";
import { findConversation } from "@/lib/conversations/find-conversation";
import { listConversations } from "@/lib/conversations/list-conversations";
import { listMessages } from "@/lib/conversations/list-messages";
import { visibleTo } from "@/lib/conversations/visible-to";
import { isAppError } from "@/lib/errors";

export const metadata: Metadata = { title: "Inbox" };

export default async function InboxPage({ searchParams }: PageProps<"/inbox">) {
  const agent = await pageAgent();
  const search = new URLSearchParams((await searchParams) as Record<string, string>);
  const cache = new QueryClient();
  await Promise.all([
    readList(cache, agent, search),
    readThread(cache, agent, idFrom(search.get("conversation"))),
  ]);

  return (
    <HydrationBoundary state={dehydrate(cache)}>
      <FirstLook at={clock.now().getTime()}>
        <Inbox panes={panesFrom((await cookies()).get(PANES_COOKIE)?.value)} />
      </FirstLook>
    </HydrationBoundary>
  );
}

async function readList(cache: QueryClient, agent: Agent, search: URLSearchParams) {
  const filters = filtersFrom(search);
  const { channelId, ...asked } = filters;
  const [page, channels] = await Promise.all([
    listConversations(agent, { ...asked, channelId: channelId ?? undefined }),
    listChannels(),
  ]);
  cache.setQueryData(conversationsQuery(filters).queryKey, startList(page, filters));
  cache.setQueryData(inboxChannelsQuery().queryKey, channels);
}

/** An address may name a conversation that is gone: the pane says so, and the rest of the screen stands. */
async function readThread(cache: QueryClient, agent: Agent, conversationId: string | null) {
  if (!conversationId) return;
  try {
    const [conversation, page] = await Promise.all([
      findConversation(agent, conversationId),
      listMessages(agent, conversationId),
    ]);
    cache.setQueryData(conversationQuery(conversationId).queryKey, conversation);
    cache.setQueryData(messagesQuery(conversationId).queryKey, threadFrom(page));
    const contactId = conversation.contact.id;
    cache.setQueryData(contactQuery(contactId).queryKey, await findContact(contactId, visibleTo(agent)));
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
}
