import { z } from "zod";
import { channelSchema } from "@/lib/channels/shapes";
import { conversationSchema, messageSchema } from "@/lib/conversations/shapes";

/**
 * Everything that a socket ever tells a browser: one event name, `live`, and this union. A payload says nothing
 * about its viewer, so one serves a whole room.
 */
export const liveEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("conversation"), conversation: conversationSchema }),
  z.object({ type: z.literal("message"), message: messageSchema }),
  /** Badge counts of one view; `mine` goes to that agent's own room. */
  z.object({
    type: z.literal("counter"),
    view: z.enum(["mine", "unassigned", "all"]),
    open: z.number(),
    unread: z.number(),
  }),
  /** Something of the contact changed beyond what a conversation shows (notes, tags, attributes). */
  z.object({ type: z.literal("contact"), contactId: z.uuid() }),
  z.object({ type: z.literal("channel"), channel: channelSchema }),
  /** A check-up of the channel found something else than the one before; for admins. */
  z.object({ type: z.literal("channel_check"), channelId: z.uuid() }),
  /** The reading of a channel's history has come further; for admins. */
  z.object({ type: z.literal("channel_history"), channelId: z.uuid() }),
  /** There is one more, or somebody has read theirs; for admins. */
  z.object({ type: z.literal("notifications") }),
  /** As colleagues see them. */
  z.object({ type: z.literal("user"), userId: z.uuid(), name: z.string() }),
]);

export type LiveEvent = z.infer<typeof liveEventSchema>;

/** What a browser asks the gateway for; it joins just what the reader may read. */
export const watchSchema = z.object({
  views: z.array(z.enum(["mine", "unassigned", "all", "bot", "closing"])).max(5),
  conversationId: z.uuid().nullable(),
});

export type Watch = z.infer<typeof watchSchema>;
