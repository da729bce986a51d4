import { AsyncLocalStorage } from "node:async_hooks";
import { type FetchQueryOptions, QueryClient, type QueryKey } from "@tanstack/react-query";
import { vi } from "vitest";
import { contactQuery } from "@/components/contact/queries";
import { postCommentsQuery } from "@/components/conversation/public/post-comments";
import { messagesQuery } from "@/components/conversation/queries";
import { postIdsOf, type Thread } from "@/components/conversation/thread-state";
import type { ConversationList } from "@/components/inbox/conversation-list-state";
import { statuses, type View, views } from "@/components/inbox/filters";
import {
  agentsQuery,
  conversationQuery,
  conversationsQuery,
  countersQuery,
  inboxChannelsQuery,
  rememberConversations,
} from "@/components/inbox/queries";
import { applyLiveEvent } from "@/components/realtime/apply-live-event";
import type { Agent } from "@/lib/auth/agent";
import { listChannels } from "@/lib/channels/list-channels";
import { findContact } from "@/lib/contacts/find-contact";
import { findCounters } from "@/lib/conversations/counters";
import { findConversation } from "@/lib/conversations/find-conversation";
import { conversationFiltersSchema, listConversations } from "@/lib/conversations/list-conversations";
import { listMessages, messagePageSchema } from "@/lib/conversations/list-messages";
import { commentPageSchema, listComments } from "@/lib/conversations/publications/list-comments";
import { visibleTo } from "@/lib/conversations/visible-to";
import { listAssignableAgents } from "@/lib/people/list-assignable-agents";
import type { Emission } from "@/lib/realtime/present";
import { rooms, watchedRooms } from "@/lib/realtime/rooms";

const asking = new AsyncLocalStorage<Agent>();
const network = globalThis.fetch;

/** The browser's calls of our own API are answered by the reads behind it; any other call goes out. */
export function answerBrowsers() {
  vi.stubGlobal("fetch", async (input: string | URL | Request, init?: RequestInit) => {
    if (typeof input !== "string" || !input.startsWith("/api/")) return network(input, init);
    return Response.json(await read(asking.getStore()!, new URL(input, "http://localhost")));
  });
}

async function read(viewer: Agent, { pathname, searchParams }: URL): Promise<unknown> {
  const given = Object.fromEntries(searchParams);
  const [, , noun, id = "", part] = pathname.split("/");
  switch (part ? `${noun}/${part}` : noun) {
    case "conversations":
      return id
        ? findConversation(viewer, id)
        : listConversations(viewer, conversationFiltersSchema.parse(given));
    case "conversations/messages":
      return listMessages(viewer, id, messagePageSchema.parse(given));
    case "posts/comments":
      return listComments(viewer, id, commentPageSchema.parse(given));
    case "counters":
      return findCounters(viewer);
    case "contacts":
      return { contact: await findContact(id, visibleTo(viewer)) };
    case "channels":
      return { channels: await listChannels() };
    case "agents":
      return { agents: await listAssignableAgents() };
    default:
      throw new Error(`No read stands behind ${pathname}.`);
  }
}

/** The conversation that is open. */
interface Opened {
  id: string;
  contactId: string;
}

/** What somebody would read at one moment, each part once, however many screens show it. */
class Reading {
  readonly #cache = new QueryClient();
  readonly #read = new Set<string>();

  constructor(readonly viewer: Agent) {}

  async of(queryKey: QueryKey): Promise<unknown> {
    const name = JSON.stringify(queryKey);
    // A list that was just read has brought the conversations in it.
    const known = this.#read.has(name) || queryKey[0] === "conversation";
    const found = known ? this.#cache.getQueryData(queryKey) : undefined;
    if (found !== undefined) return found;

    this.#read.add(name);
    // The types of two queries differ, so each is asked as one of unknown content.
    const query = queryOf(queryKey) as FetchQueryOptions;
    return asking.run(this.viewer, () => this.#cache.fetchQuery(query));
  }
}

/** What somebody has on their screen: one view of the inbox, one conversation, and the person in it. */
export class Screen {
  readonly cache = new QueryClient();
  readonly #rooms: string[];

  private constructor(
    readonly viewer: Agent,
    view: View,
    opened: Opened,
    postIds: string[],
  ) {
    this.#rooms = [rooms.everyone, rooms.user(viewer.id), ...watchedRooms([view], opened, postIds)];
  }

  static async open(reading: Reading, view: View, opened: Opened): Promise<Screen> {
    const postIds = postIdsOf((await reading.of(messagesQuery(opened.id).queryKey)) as Thread);
    const screen = new Screen(reading.viewer, view, opened, postIds);
    const lists = [
      ...statuses.map((status) => conversationsQuery({ view, status, channelId: null, q: "" })),
      conversationsQuery({ view: "all", status: "open", channelId: null, q: "maría" }),
    ];
    for (const { queryKey } of lists) {
      const list = (await reading.of(queryKey)) as ConversationList;
      rememberConversations(screen.cache, list.conversations);
      screen.cache.setQueryData(queryKey, list);
    }
    const rest = [
      conversationQuery(opened.id),
      messagesQuery(opened.id),
      contactQuery(opened.contactId),
      countersQuery(),
      inboxChannelsQuery(),
      agentsQuery(),
      ...postIds.map((postId) => postCommentsQuery(postId, null)),
    ];
    for (const { queryKey } of rest) screen.cache.setQueryData<unknown>(queryKey, await reading.of(queryKey));
    return screen;
  }

  /** As the socket does it: only what is told in the rooms that this screen is in. */
  hear(emissions: Emission[]) {
    for (const emission of emissions) {
      if (!emission.rooms.some((room) => this.#rooms.includes(room))) continue;
      applyLiveEvent(this.cache, JSON.parse(JSON.stringify(emission.event)), this.viewer.id);
    }
  }

  /** The parts that will be read again because an event said so, rather than showing what it brought. */
  readsAgain(): string[] {
    const invalid = this.cache.getQueryCache().findAll({ predicate: ({ state }) => state.isInvalidated });
    return [...new Set(invalid.map(({ queryKey }) => String(queryKey[0])))].sort();
  }

  /** What it shows, by query. What is to be read again is left out. */
  shown(): [QueryKey, unknown][] {
    const standing = this.cache.getQueryCache().findAll({ predicate: ({ state }) => !state.isInvalidated });
    return standing.map(({ queryKey, state }) => [queryKey, state.data]);
  }
}

/** What each screen shows and what is stored, in the same form. */
export async function compareScreens(screens: Screen[]) {
  const readings = new Map<string, Reading>();
  const shown: object[] = [];
  const stored: object[] = [];
  for (const screen of screens) {
    const reading = readings.get(screen.viewer.id) ?? new Reading(screen.viewer);
    readings.set(screen.viewer.id, reading);
    for (const [queryKey, part] of screen.shown()) {
      shown.push({ queryKey, part });
      stored.push({ queryKey, part: await reading.of(queryKey) });
    }
  }
  return { shown, stored };
}

function queryOf([kind, about, around]: QueryKey): object {
  switch (kind) {
    case "conversations":
      return conversationsQuery(about as Parameters<typeof conversationsQuery>[0]);
    case "conversation":
      return conversationQuery(String(about));
    case "messages":
      return messagesQuery(String(about));
    case "contact":
      return contactQuery(String(about));
    case "post-comments":
      return postCommentsQuery(String(about), around === null ? null : String(around));
    case "counters":
      return countersQuery();
    case "channels":
      return inboxChannelsQuery();
    case "agents":
      return agentsQuery();
    default:
      throw new Error(`No query is known as ${String(kind)}.`);
  }
}

/** Everything that some people may have on their screens while a conversation is open. */
export async function openScreens(viewers: Agent[], opened: Opened) {
  const screens: Screen[] = [];
  for (const viewer of viewers) {
    const reading = new Reading(viewer);
    for (const view of views) screens.push(await Screen.open(reading, view, opened));
  }
  return screens;
}
