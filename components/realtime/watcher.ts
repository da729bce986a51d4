import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { ApiError } from "@/components/api";
import type { Watch } from "@/lib/realtime/live-event";

/** The part of a socket that is needed to ask. */
interface Door {
  connected: boolean;
  timeout: (milliseconds: number) => { emitWithAck: (name: "watch", watch: Watch) => Promise<unknown> };
}

/** What the gateway was not asked for until now. */
interface News {
  newViews: boolean;
  newConversation: boolean;
  newPostIds: string[];
}

const nothing: Watch = { views: [], conversationId: null };

function newsBetween(before: Watch, next: Watch): News {
  const { postIds = [] } = next;
  return {
    newViews: next.views.join() !== before.views.join(),
    newConversation: next.conversationId !== before.conversationId,
    newPostIds: postIds.filter((postId) => !before.postIds?.includes(postId)),
  };
}

function inBoth(one: Watch, other: Watch): Watch {
  return {
    views: one.views.join() === other.views.join() ? one.views : [],
    conversationId: one.conversationId === other.conversationId ? one.conversationId : null,
    postIds: (one.postIds ?? []).filter((postId) => other.postIds?.includes(postId)),
  };
}

const ANSWER_WITHIN_MS = 10_000;
const ASK_AGAIN_AFTER_MS = 2_000;

/**
 * Tells the gateway what is on the screen. Rooms are joined first and the screen is read again after: what was
 * committed before the join is in the reading, what comes after it is pushed. Nothing falls between.
 */
export class Watcher {
  private wanted: Watch = nothing;
  /** What the gateway certainly pushes, without a break since it was last read. */
  private granted: Watch = nothing;
  private door: Door | null = null;
  private connects = 0;

  constructor(private readonly cache: QueryClient) {}

  /**
   * On every connect, the first included: catching up is a refetch, never a replay. Resolves when everything on the
   * screen was read since, or the connection broke again.
   */
  async connect(door: Door) {
    this.door = door;
    this.connects += 1;
    const mine = this.connects;
    const isCurrent = () => door.connected && mine === this.connects;
    const asked = this.wanted;
    this.granted = nothing;
    try {
      await this.ask(asked);
      if (isCurrent() && asked === this.wanted) this.granted = asked;
    } catch {
      if (door.connected) setTimeout(() => isCurrent() && this.connect(door), ASK_AGAIN_AFTER_MS);
    }
    await this.readAgain();
    while (isCurrent() && this.isBehind()) {
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_AFTER_MS));
      if (isCurrent()) await this.readAgain();
    }
  }

  /** Asking for what is already watched changes nothing. */
  watch = (next: Watch) => {
    const { newViews, newConversation, newPostIds } = newsBetween(this.wanted, next);
    const fewerPosts = (next.postIds?.length ?? 0) < (this.wanted.postIds?.length ?? 0);
    if (!newViews && !newConversation && newPostIds.length === 0 && !fewerPosts) return;
    this.wanted = next;
    void this.join(next);
  };

  private async join(next: Watch) {
    if (!this.door?.connected) return;

    this.granted = inBoth(this.granted, next);
    try {
      await this.ask(next);
    } catch {
      if (this.door.connected) await this.connect(this.door);
      return; // a connection that broke reads everything again when it is back
    }
    // The gateway may have passed this one over for a later one, whose answer then speaks for both.
    if (next !== this.wanted) return;

    const { newViews, newConversation, newPostIds } = newsBetween(this.granted, next);
    this.granted = next;
    if (newViews) void this.readAgain(["conversations"]);
    if (newConversation && next.conversationId) {
      void this.readAgain(["conversation", next.conversationId]);
      void this.readAgain(["messages", next.conversationId]);
      void this.readAgain(["contact"]);
    } else if (newPostIds.length > 0 && next.conversationId) {
      // The cards of its messages may have been older than the join.
      void this.readAgain(["messages", next.conversationId]);
    }
    for (const postId of newPostIds) void this.readAgain(["post-comments", postId]);
  }

  private async ask(watch: Watch) {
    await this.door?.timeout(ANSWER_WITHIN_MS).emitWithAck("watch", watch);
  }

  /**
   * A reading that is under way may have begun before the join: it is shown when it comes, and followed by another.
   * What is not on the screen is read again when it is shown.
   */
  private async readAgain(queryKey: QueryKey = []) {
    void this.cache.invalidateQueries({ queryKey, refetchType: "none" });
    const shown = this.cache.getQueryCache().findAll({ queryKey, type: "active" });
    await Promise.all(
      shown.map(async (query) => {
        await Promise.resolve(query.promise).catch(() => {});
        await this.cache.invalidateQueries({ queryKey: query.queryKey, exact: true });
      }),
    );
  }

  /** Something on the screen could not be read: the server was not there yet. What it refused it refuses again. */
  private isBehind() {
    return this.cache
      .getQueryCache()
      .findAll({ type: "active" })
      .some(({ state }) => {
        const refused =
          state.error instanceof ApiError && state.error.status >= 400 && state.error.status < 500;
        return !refused && (state.isInvalidated || state.status === "error");
      });
  }
}
