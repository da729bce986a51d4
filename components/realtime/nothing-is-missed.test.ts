import { type QueryClient, QueryObserver, type QueryObserverOptions } from "@tanstack/react-query";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { messagesQuery } from "@/components/conversation/queries";
import { createCache } from "@/components/create-cache";
import type { Filters } from "@/components/inbox/filters";
import { conversationQuery, conversationsQuery, countersQuery } from "@/components/inbox/queries";
import type { Conversation, Message } from "@/lib/conversations/shapes";
import type { LiveEvent } from "@/lib/realtime/live-event";
import { applyLiveEvent } from "./apply-live-event";
import { aConversation, aMessage, uuid } from "./testing-shapes";
import { Watcher } from "./watcher";

const OPENED = uuid(1);
const filters: Filters = { view: "all", status: "open", channelId: null, q: "" };

/** The far side of the network: what is stored, and what it tells whoever is connected. */
class Server {
  readonly conversations = new Map([1, 2, 3].map((number) => [uuid(number), aConversation(number)]));
  readonly messages = new Map<string, Message>();
  /** On their way to the browser, in order. */
  told: LiveEvent[] = [];
  connected = false;

  writes(number: number) {
    const id = uuid(100 + number);
    const known = this.messages.get(id);
    const next = known
      ? { ...known, text: `${known.text}!`, revision: known.revision + 1 }
      : aMessage(100 + number, { conversationId: OPENED });
    this.messages.set(id, next);
    this.tell({ type: "message", message: next });
    this.change(OPENED, (conversation) => ({ unreadCount: conversation.unreadCount + 1 }));
  }

  toggles(number: number) {
    this.change(uuid(number), ({ status }) => ({ status: status === "open" ? "closed" : "open" }));
  }

  private change(id: string, changes: (conversation: Conversation) => Partial<Conversation>) {
    const before = this.conversations.get(id)!;
    const conversation = { ...before, ...changes(before), revision: before.revision + 1 };
    this.conversations.set(id, conversation);
    this.tell({ type: "conversation", conversation });
    this.tell({ type: "counter", view: "all", ...this.counted() });
  }

  private tell(event: LiveEvent) {
    if (this.connected) this.told.push(structuredClone(event));
  }

  private counted() {
    const open = [...this.conversations.values()].filter(({ status }) => status === "open");
    return { open: open.length, unread: open.filter(({ unreadCount }) => unreadCount > 0).length };
  }

  read(path: string): unknown {
    const { pathname } = new URL(path, "http://localhost");
    const open = [...this.conversations.values()].filter(({ status }) => status === "open");
    const none = { open: 0, unread: 0 };
    if (pathname === "/api/counters") return { mine: none, unassigned: none, all: this.counted() };
    if (pathname === "/api/conversations")
      return {
        conversations: open.sort((a, b) => (a.lastMessageAt < b.lastMessageAt ? 1 : -1)),
        nextCursor: null,
      };
    if (pathname.endsWith("/messages"))
      return {
        messages: [...this.messages.values()].sort((a, b) => a.sequence - b.sequence),
        nextCursor: null,
      };
    return this.conversations.get(pathname.split("/").at(-1)!);
  }
}

/** A reading between the browser and the server: first it is made, then it arrives. */
interface Reading {
  path: string;
  found?: string;
  arrive: (answer: Response) => void;
}

let server: Server;
let readings: Reading[];

beforeEach(() => {
  vi.stubGlobal("fetch", (path: string) => {
    return new Promise<Response>((arrive) => {
      readings.push({ path, arrive });
    });
  });
});
afterEach(() => vi.unstubAllGlobals());

function makeReading(reading: Reading | undefined) {
  if (reading) reading.found ??= JSON.stringify(server.read(reading.path));
}

function answer(reading: Reading | undefined) {
  if (!reading) return;
  makeReading(reading);
  readings = readings.filter((other) => other !== reading);
  reading.arrive(new Response(reading.found));
}

/** One window: a list, an open conversation with its thread, and the badges. */
function openWindow() {
  const cache = createCache();
  const shown = [
    conversationsQuery(filters),
    conversationQuery(OPENED),
    messagesQuery(OPENED),
    countersQuery(),
  ];
  // The types of the queries differ, so each is watched as one of unknown content.
  const lookAt = (query: unknown) =>
    new QueryObserver(cache, query as QueryObserverOptions).subscribe(() => {});
  const leave: ((() => void) | null)[] = shown.map(lookAt);
  const watcher = new Watcher(cache);
  watcher.watch({ views: ["all"], conversationId: OPENED });
  const door = {
    get connected() {
      return server.connected;
    },
    timeout: () => ({ emitWithAck: async () => {} }),
  };
  return {
    cache,
    connect() {
      if (server.connected) return;
      server.connected = true;
      void watcher.connect(door);
    },
    cut() {
      server.connected = false;
      server.told = [];
    },
    hear() {
      const event = server.told.shift();
      if (event) applyLiveEvent(cache, event, uuid(600));
    },
    /** Something gives way to another part of the screen, or comes back. Its news go on. */
    turns(which: number) {
      const place = which % shown.length;
      const end = leave[place];
      end?.();
      leave[place] = end ? null : lookAt(shown[place]);
    },
    looksAtAll() {
      for (const [place, end] of leave.entries()) leave[place] = end ?? lookAt(shown[place]);
    },
    close() {
      for (const end of leave) end?.();
      cache.clear();
    },
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Everything on its way has arrived. */
async function untilQuiet(window: ReturnType<typeof openWindow>) {
  await settled();
  while (readings.length > 0 || server.told.length > 0 || window.cache.isFetching() > 0) {
    for (const reading of [...readings]) answer(reading);
    while (server.told.length > 0) window.hear();
    await settled();
  }
}

function onScreen(cache: QueryClient) {
  return {
    list: cache.getQueryData(conversationsQuery(filters).queryKey)?.conversations,
    opened: cache.getQueryData(conversationQuery(OPENED).queryKey),
    thread: cache.getQueryData(messagesQuery(OPENED).queryKey)?.messages,
    badges: cache.getQueryData(countersQuery().queryKey),
  };
}

function stored() {
  const { conversations: list } = server.read("/api/conversations") as { conversations: unknown };
  const { messages: thread } = server.read(`/api/conversations/${OPENED}/messages`) as { messages: unknown };
  return {
    list,
    opened: server.read(`/api/conversations/${OPENED}`),
    thread,
    badges: server.read("/api/counters"),
  };
}

const step = fc.oneof(
  fc.record({ does: fc.constant("writes" as const), which: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ does: fc.constant("toggles" as const), which: fc.integer({ min: 1, max: 3 }) }),
  fc.record({
    does: fc.constantFrom("hear" as const, "cut" as const, "connect" as const),
    which: fc.constant(0),
  }),
  fc.record({
    does: fc.constantFrom("reads" as const, "answers" as const, "refetches" as const, "turns" as const),
    which: fc.nat(5),
  }),
);

test("whatever is changed, told, cut, read and answered in whatever order: in the end the screen shows what is stored", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40, size: "max" }), async (steps) => {
      server = new Server();
      readings = [];
      const window = openWindow();
      window.connect();
      await untilQuiet(window);
      for (const { does, which } of steps) {
        if (does === "writes" || does === "toggles") server[does](which);
        else if (does === "reads") makeReading(readings[which % Math.max(readings.length, 1)]);
        else if (does === "answers") answer(readings[which % Math.max(readings.length, 1)]);
        else if (does === "turns") window.turns(which);
        else if (does === "refetches")
          void window.cache.refetchQueries({ type: "active" }, { cancelRefetch: which > 2 });
        else window[does]();
        await settled();
      }

      window.looksAtAll();
      window.connect();
      await untilQuiet(window);
      expect(onScreen(window.cache)).toEqual(stored());
      window.close();
    }),
    { numRuns: 150 },
  );
});
