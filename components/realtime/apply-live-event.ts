import type { Query, QueryClient } from "@tanstack/react-query";
import { messagesQuery } from "@/components/conversation/queries";
import { type Thread, upsertMessage } from "@/components/conversation/thread-state";
import { type ConversationList, placeConversation } from "@/components/inbox/conversation-list-state";
import { belongsTo, type Filters } from "@/components/inbox/filters";
import { conversationQuery, countersQuery } from "@/components/inbox/queries";
import type { ChannelShape } from "@/lib/channels/shapes";
import type { ContactShape } from "@/lib/contacts/shapes";
import type { Conversation, Counters, Message } from "@/lib/conversations/shapes";
import type { LiveEvent } from "@/lib/realtime/live-event";
import { applyPublication } from "./apply-publication";
import { placeInContact, readRenamedThreads, withUser } from "./apply-to-people";
import { patchQueries } from "./patch-queries";

/**
 * The one way by which news reaches the screen: pushes, and the answers to our own writes. Can be given the same
 * event twice, or an old one after a new one.
 */
export function applyLiveEvent(cache: QueryClient, event: LiveEvent, myId: string) {
  reduce(cache, event, myId);
  // A push can overtake the reading that it belongs to; that reading must not wipe it out.
  for (const query of cache.getQueryCache().findAll({ fetchStatus: "fetching" })) {
    if (concerns(event, query)) void whenRead(query).then(() => reduce(cache, event, myId));
  }
}

function reduce(cache: QueryClient, event: LiveEvent, myId: string) {
  switch (event.type) {
    case "message":
      return applyMessage(cache, event.message);
    case "conversation":
      return applyConversation(cache, event.conversation, myId);
    case "publication":
      return applyPublication(cache, event);
    case "counter": {
      const { view, open, unread } = event;
      return patchQueries<Counters>(cache, countersQuery().queryKey, (counters) => ({
        ...counters,
        [view]: { open, unread },
      }));
    }
    case "contact":
      return cache.invalidateQueries({ queryKey: ["contact", event.contactId] });
    case "channel":
      return applyChannel(cache, event.channel);
    case "user":
      return applyUser(cache, event);
    case "channel_check":
      return cache.invalidateQueries({ queryKey: ["channel-check", event.channelId] });
    case "channel_history":
      return cache.invalidateQueries({ queryKey: ["channel-history", event.channelId] });
    case "notifications":
      return cache.invalidateQueries({ queryKey: ["notifications"] });
    default:
      return event satisfies never;
  }
}

const readings: Partial<Record<LiveEvent["type"], string[]>> = {
  message: ["messages"],
  publication: ["post-comments", "messages"],
  conversation: ["conversation", "conversations", "contact"],
  counter: ["counters"],
  channel: ["conversation", "conversations"],
  user: ["conversation", "conversations"],
};

function concerns(event: LiveEvent, query: Query) {
  return readings[event.type]?.includes(String(query.queryKey[0])) ?? false;
}

/** Settles after the query has put its answer into the cache, or has failed to get one. */
async function whenRead(query: Query) {
  await query.promise?.catch(() => {});
  await Promise.resolve();
}

function applyMessage(cache: QueryClient, message: Message) {
  const { queryKey } = messagesQuery(message.conversationId);
  patchQueries<Thread>(cache, queryKey, (thread) => upsertMessage(thread, message));
}

function applyConversation(cache: QueryClient, conversation: Conversation, myId: string) {
  const { queryKey } = conversationQuery(conversation.id);
  const known = cache.getQueryData(queryKey);
  if (known && known.revision > conversation.revision) return;

  if (!known) cache.setQueryData(queryKey, conversation);
  patchQueries<Conversation>(cache, queryKey, (shown) =>
    shown.revision === conversation.revision ? shown : conversation,
  );
  patchQueries<ContactShape>(cache, ["contact", conversation.contact.id], (contact) =>
    placeInContact(contact, conversation),
  );
  readRenamedThreads(cache, conversation.contact.id, conversation.contact.name);
  forEachList(cache, (list, filters) =>
    placeConversation(list, filters, conversation, belongsTo(filters, conversation, myId, Date.now())),
  );
}

/** A conversation carries what an agent must know of its channel, so a channel's news reaches every row. */
function applyChannel(cache: QueryClient, channel: ChannelShape) {
  void cache.invalidateQueries({ queryKey: ["channels"] });
  void cache.invalidateQueries({ queryKey: ["contact"] });
  const windowsMove = cache
    .getQueriesData<Conversation>({ queryKey: ["conversation"] })
    .some(([, known]) => known?.channel.id === channel.id && known.channel.humanAgent !== channel.humanAgent);
  forEachConversation(cache, (conversation) => withChannel(conversation, channel));
  if (windowsMove) {
    void cache.invalidateQueries({ queryKey: ["conversation"] });
    void cache.invalidateQueries({ queryKey: ["conversations"] });
  }
}

/** A colleague's name stands on rows and beside messages. */
function applyUser(cache: QueryClient, event: Extract<LiveEvent, { type: "user" }>) {
  for (const kind of ["agents", "users", "channels", "contact"])
    void cache.invalidateQueries({ queryKey: [kind] });
  forEachConversation(cache, (conversation) => withUser(conversation, event));
  readRenamedThreads(cache, event.userId, event.name);
}

function forEachConversation(cache: QueryClient, change: (conversation: Conversation) => Conversation) {
  patchQueries<Conversation>(cache, ["conversation"], change);
  forEachList(cache, (list) => ({ ...list, conversations: list.conversations.map(change) }));
}

function withChannel(conversation: Conversation, channel: ChannelShape): Conversation {
  if (conversation.channel.id !== channel.id) return conversation;

  const { id, kind, externalId, name, pictureUrl, active, connected, tokenState, problems } = channel;
  const { lengthLimit, humanAgent, publicApproval, seenPolicy } = channel;
  return {
    ...conversation,
    channel: {
      id,
      kind,
      externalId,
      name,
      pictureUrl,
      active,
      connected,
      tokenState,
      problems,
      lengthLimit,
      humanAgent,
      publicApproval,
      seenPolicy,
    },
  };
}

function forEachList(
  cache: QueryClient,
  change: (list: ConversationList, filters: Filters) => ConversationList,
) {
  patchQueries<ConversationList>(cache, ["conversations"], (list, queryKey) =>
    change(list, queryKey[1] as Filters),
  );
}
