import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";
import { patchQueries } from "@/components/realtime/patch-queries";
import type { ChannelShape } from "@/lib/channels/shapes";
import type { Conversation, Counters } from "@/lib/conversations/shapes";
import { addPage, type ConversationList, type ConversationPage, startList } from "./conversation-list-state";
import type { Filters } from "./filters";

const PAGE = 40;
/** A list that was scrolled far is read again only so far; what lies beyond is paged anew. */
const MOST_PAGES_READ_AGAIN = 5;

export function conversationsQuery(filters: Filters) {
  return queryOptions<ConversationList>({
    queryKey: ["conversations", filters],
    queryFn: ({ client, signal }) => readList(client, filters, signal),
  });
}

/** One conversation as it was last seen anywhere; what is older than this is no news. */
export function conversationQuery(conversationId: string) {
  return queryOptions<Conversation>({
    queryKey: ["conversation", conversationId],
    queryFn: async ({ client, signal, queryKey }) => {
      const read = await api<Conversation>("GET", `/api/conversations/${conversationId}`, undefined, signal);
      const known = client.getQueryData<Conversation>(queryKey);
      return known && known.revision > read.revision ? known : read;
    },
  });
}

export function countersQuery() {
  return queryOptions<Counters>({
    queryKey: ["counters"],
    queryFn: ({ signal }) => api<Counters>("GET", "/api/counters", undefined, signal),
  });
}

/** Channels as the inbox needs them: to filter by, and to know whether there are any. */
export function inboxChannelsQuery() {
  return queryOptions({
    queryKey: ["channels", "inbox"],
    queryFn: async ({ signal }) => {
      const { channels } = await api<{ channels: ChannelShape[] }>("GET", "/api/channels", undefined, signal);
      return channels;
    },
    staleTime: 5 * 60_000,
  });
}

export function agentsQuery() {
  return queryOptions({
    queryKey: ["agents"],
    queryFn: async ({ signal }) => {
      const { agents } = await api<{ agents: { id: string; name: string; role: string }[] }>(
        "GET",
        "/api/agents",
        undefined,
        signal,
      );
      return agents;
    },
    staleTime: 60_000,
  });
}

/** The page after the loaded ones. */
export async function readNextPage(cache: QueryClient, filters: Filters) {
  const { queryKey } = conversationsQuery(filters);
  const cursor = cache.getQueryData(queryKey)?.nextCursor;
  if (!cursor) return;

  const page = await readPage(cache, filters, cursor);
  patchQueries<ConversationList>(cache, queryKey, (list) =>
    list.nextCursor === cursor ? addPage(list, page, filters) : list,
  );
}

async function readList(cache: QueryClient, filters: Filters, signal: AbortSignal) {
  const wanted = cache.getQueryData(conversationsQuery(filters).queryKey)?.conversations.length ?? 0;
  let list = startList(await readPage(cache, filters, null, signal), filters);
  for (let pages = 1; pages < MOST_PAGES_READ_AGAIN; pages += 1) {
    if (!list.nextCursor || list.conversations.length >= wanted) break;
    list = addPage(list, await readPage(cache, filters, list.nextCursor, signal), filters);
  }
  return list;
}

async function readPage(cache: QueryClient, filters: Filters, cursor: string | null, signal?: AbortSignal) {
  const search = new URLSearchParams({ view: filters.view, status: filters.status, limit: String(PAGE) });
  if (filters.channelId) search.set("channelId", filters.channelId);
  if (filters.q) search.set("q", filters.q);
  if (cursor) search.set("cursor", cursor);
  const page = await api<ConversationPage>("GET", `/api/conversations?${search}`, undefined, signal);
  rememberConversations(cache, page.conversations);
  return page;
}

/** Opening a row that was seen shows it at once, and a push that is older than what was read is known as such. */
export function rememberConversations(cache: QueryClient, conversations: Conversation[]) {
  for (const conversation of conversations) {
    cache.setQueryData(conversationQuery(conversation.id).queryKey, (known) =>
      known && known.revision >= conversation.revision ? known : conversation,
    );
  }
}
