import type { QueryClient } from "@tanstack/react-query";
import type { Watch } from "@/lib/realtime/live-event";

interface Door {
  connected: boolean;
  emitWithAck: (name: "watch", watch: Watch) => Promise<unknown>;
}

/**
 * Tells the gateway what is on the screen. Rooms are joined first and the screen is read again after: what was
 * committed before the join is in the reading, what comes after it is pushed. Nothing falls between.
 */
export class Watcher {
  private wanted: Watch = { views: [], conversationId: null };
  private door: Door | null = null;

  constructor(private readonly cache: QueryClient) {}

  /** On every connect, the first included: catching up is a refetch, never a replay. */
  async connect(door: Door) {
    this.door = door;
    await door.emitWithAck("watch", this.wanted);
    await this.cache.invalidateQueries();
  }

  /** Asking for what is already watched changes nothing. */
  watch = async (next: Watch) => {
    const before = this.wanted;
    const newViews = next.views.join() !== before.views.join();
    const newConversation = next.conversationId !== before.conversationId;
    if (!newViews && !newConversation) return;

    this.wanted = next;
    if (!this.door?.connected) return;
    await this.door.emitWithAck("watch", next);
    if (newViews) void this.cache.invalidateQueries({ queryKey: ["conversations"] });
    if (newConversation && next.conversationId) this.readConversationAgain(next.conversationId);
  };

  private readConversationAgain(conversationId: string) {
    void this.cache.invalidateQueries({ queryKey: ["conversation", conversationId] });
    void this.cache.invalidateQueries({ queryKey: ["messages", conversationId] });
  }
}
