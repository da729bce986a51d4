import { type QueryKey, QueryObserver, type QueryObserverOptions } from "@tanstack/react-query";
import type { Socket } from "socket.io-client";
import { contactQuery } from "@/components/contact/queries";
import { postCommentsQuery } from "@/components/conversation/public/post-comments";
import { messagesQuery } from "@/components/conversation/queries";
import { postIdsOf } from "@/components/conversation/thread-state";
import { createCache } from "@/components/create-cache";
import type { Filters } from "@/components/inbox/filters";
import {
  agentsQuery,
  conversationQuery,
  conversationsQuery,
  countersQuery,
  inboxChannelsQuery,
} from "@/components/inbox/queries";
import { type Connection, keepLive } from "@/components/realtime/keep-live";
import { Watcher } from "@/components/realtime/watcher";
import type { Conversation } from "@/lib/conversations/shapes";
import type { LiveEvent } from "@/lib/realtime/live-event";
import type { Browser } from "./browser";

interface Seen {
  observer: QueryObserver;
  leave: () => void;
}

/** One window of one person: a list, the badges, and perhaps an open conversation; kept fresh as the browser does it. */
export class Desk {
  readonly cache = createCache();
  readonly #watcher = new Watcher(this.cache);
  readonly #seen = new Map<string, Seen>();
  readonly #socket: Socket;
  connection: Connection = "connecting";
  /** How often it has connected. */
  connects = 0;
  opened: Conversation | null = null;
  /** Under which the messages of the open thread stand, the newest first. */
  #posts: string[] = [];

  constructor(
    readonly browser: Browser,
    readonly me: { id: string; name: string },
    public filters: Filters,
  ) {
    this.#socket = browser.socket();
    keepLive(this.#socket, {
      cache: this.cache,
      watcher: this.#watcher,
      myId: me.id,
      show: (change) => {
        this.connection = change(this.connection);
      },
      isOnline: () => true,
      leave: () => {
        throw new Error(`${me.name} was signed out.`);
      },
    });
    this.#socket.on("connect", () => {
      this.connects += 1;
    });
    this.#show();
  }

  choose(filters: Filters) {
    this.filters = filters;
    this.#show();
  }

  open(conversation: Conversation) {
    this.opened = conversation;
    this.#posts = [];
    this.#show();
    this.#followPosts();
  }

  /** What is on the screen, by query. */
  shown(): { queryKey: QueryKey; data: unknown }[] {
    return [...this.#seen.values()].map(({ observer }) => {
      const query = observer.getCurrentQuery();
      return { queryKey: query.queryKey, data: query.state.data };
    });
  }

  get isSettled() {
    return this.connection === "live" && this.cache.isFetching() === 0;
  }

  /** Where the screen shows nothing but an error, a person presses "Try again". */
  tryAgain() {
    this.browser.run(() => {
      for (const { observer } of this.#seen.values()) {
        const { status, fetchStatus, data } = observer.getCurrentQuery().state;
        if (status === "error" && fetchStatus === "idle" && data === undefined) void observer.refetch();
      }
    });
  }

  /** For planting: what is swallowed never reaches the cache. */
  swallow(isSwallowed: (event: LiveEvent) => boolean) {
    const listeners = this.#socket.listeners("live") as ((event: LiveEvent) => void)[];
    this.#socket.off("live");
    for (const listener of listeners) {
      this.#socket.on("live", (event: LiveEvent) => {
        if (!isSwallowed(event)) listener(event);
      });
    }
  }

  close() {
    for (const { leave } of this.#seen.values()) leave();
    this.#socket.disconnect();
    this.cache.clear();
  }

  /** Looks at what the window now shows, and away from what it showed before. */
  #show() {
    this.browser.run(() => {
      const wanted = new Map(this.#queries().map((query) => [JSON.stringify(query.queryKey), query]));
      for (const [key, { leave }] of this.#seen) {
        if (wanted.has(key)) continue;
        leave();
        this.#seen.delete(key);
      }
      for (const [key, options] of wanted) if (!this.#seen.has(key)) this.#seen.set(key, this.#look(options));
      const conversationId = this.opened?.id ?? null;
      this.#watcher.watch({ views: [this.filters.view], conversationId, postIds: this.#posts });
    });
  }

  /** The cards in the thread come and go with its messages. */
  #followPosts() {
    const { opened } = this;
    const thread = opened && this.cache.getQueryData(messagesQuery(opened.id).queryKey);
    const posts = thread ? postIdsOf(thread) : [];
    if (posts.join() === this.#posts.join()) return;
    this.#posts = posts;
    this.#show();
  }

  #queries(): QueryObserverOptions[] {
    const { opened } = this;
    const thread = opened
      ? [conversationQuery(opened.id), messagesQuery(opened.id), contactQuery(opened.contact.id)]
      : [];
    const post = this.#posts.slice(0, 1).map((postId) => postCommentsQuery(postId));
    // The types of two queries differ, so each is looked at as one of unknown content.
    return [
      conversationsQuery(this.filters),
      countersQuery(),
      inboxChannelsQuery(),
      agentsQuery(),
      ...thread,
      ...post,
    ] as unknown as QueryObserverOptions[];
  }

  #look(options: QueryObserverOptions): Seen {
    const observer = new QueryObserver(this.cache, options);
    const leave = observer.subscribe(() => {
      if (options.queryKey?.[0] === "messages") this.#followPosts();
    });
    return { observer, leave };
  }
}
