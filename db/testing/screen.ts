import { AsyncLocalStorage } from "node:async_hooks";
import { type FetchQueryOptions, QueryClient, type QueryKey } from "@tanstack/react-query";
import { vi } from "vitest";
import { contactQuery } from "@/components/contact/queries";
import { messagesQuery } from "@/components/conversation/queries";
import { statuses, type View, views } from "@/components/inbox/filters";
import {
  agentsQuery,
  conversationQuery,
  conversationsQuery,
  countersQuery,
  inboxChannelsQuery,
} from "@/components/inbox/queries";
import { applyLiveEvent } from "@/components/realtime/apply-live-event";
import type { Agent } from "@/lib/auth/agent";
import { listChannels } from "@/lib/channels/list-channels";
import { findContact } from "@/lib/contacts/find-contact";
import { findCounters } from "@/lib/conversations/counters";
import { findConversation } from "@/lib/conversations/find-conversation";
import { conversationFiltersSchema, listConversations } from "@/lib/conversations/list-conversations";
import { listMessages, messagePageSchema } from "@/lib/conversations/list-messages";
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

/** What somebody has on their screen: one view of the inbox, one conversation, and the person in it. */
export class Screen {
  readonly cache = new QueryClient();
  readonly #rooms: string[];

  private constructor(
    readonly viewer: Agent,
    readonly view: View,
    opened: Opened,
  ) {
    this.#rooms = [rooms.everyone, rooms.user(viewer.id), ...watchedRooms([view], opened)];
  }

  /** @param whole everything beside the lists too: that is the same whatever the view. */
  static async open(viewer: Agent, view: View, opened: Opened, whole: boolean): Promise<Screen> {
    const screen = new Screen(viewer, view, opened);
    for (const status of statuses)
      await screen.#read(screen.cache, conversationsQuery({ view, status, channelId: null, q: "" }));
    if (!whole) return screen;

    const found = { view, status: "open", channelId: null, q: "maría" } as const;
    await screen.#read(screen.cache, conversationsQuery(found));
    await screen.#read(screen.cache, conversationQuery(opened.id));
    await screen.#read(screen.cache, messagesQuery(opened.id));
    await screen.#read(screen.cache, contactQuery(opened.contactId));
    await screen.#read(screen.cache, countersQuery());
    await screen.#read(screen.cache, inboxChannelsQuery());
    await screen.#read(screen.cache, agentsQuery());
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

  /** What is shown, and what is stored, by query. What is to be read again counts as read. */
  async compare(): Promise<{ shown: Record<string, unknown>; stored: Record<string, unknown> }> {
    const fresh = new QueryClient();
    const shown: Record<string, unknown> = {};
    const stored: Record<string, unknown> = {};
    for (const { queryKey, state } of this.cache.getQueryCache().getAll()) {
      if (state.isInvalidated) continue;
      const name = JSON.stringify(queryKey);
      shown[name] = state.data;
      stored[name] = await this.#read(fresh, queryOf(queryKey));
    }
    return { shown, stored };
  }

  /** The types of two queries differ, so each is asked as one of unknown content. */
  #read(cache: QueryClient, query: object) {
    return asking.run(this.viewer, () => cache.fetchQuery(query as FetchQueryOptions));
  }
}

function queryOf([kind, about]: QueryKey): object {
  switch (kind) {
    case "conversations":
      return conversationsQuery(about as Parameters<typeof conversationsQuery>[0]);
    case "conversation":
      return conversationQuery(String(about));
    case "messages":
      return messagesQuery(String(about));
    case "contact":
      return contactQuery(String(about));
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

/** Everything that two people may have on their screens while a conversation is open. */
export async function openScreens(viewers: Agent[], opened: Opened) {
  const screens: Screen[] = [];
  for (const viewer of viewers) {
    for (const view of views)
      screens.push(await Screen.open(viewer, view, opened, view === "mine" || view === "unassigned"));
  }
  return screens;
}
