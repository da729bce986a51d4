import { z } from "zod";
import { channelSchema } from "@/lib/channels/shapes";
import { postSchema, publicationSchema } from "@/lib/conversations/publications/shapes";
import { conversationSchema, messageSchema } from "@/lib/conversations/shapes";
import { MOST_POSTS_WATCHED } from "./rooms";

/**
 * Everything that a socket ever tells a browser: one event name, `live`, and this union. A payload says nothing
 * about its viewer, so one serves a whole room.
 */
export const liveEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("conversation"), conversation: conversationSchema }),
  z.object({ type: z.literal("message"), message: messageSchema }),
  /** Something below a watched post, or the post itself: then `post` is what the card above its comments shows. */
  z.object({ type: z.literal("publication"), publication: publicationSchema, post: postSchema.nullable() }),
  /** Badge counts of one view; `mine` goes to that agent's own room. */
  z.object({
    type: z.literal("counter"),
    view: z.enum(["mine", "unassigned", "all", "approvals"]),
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
  views: z.array(z.enum(["mine", "unassigned", "all", "bot", "closing", "approvals"])).max(6),
  conversationId: z.uuid().nullable(),
  /** By the ids of the publications that are the posts. */
  postIds: z.array(z.uuid()).max(MOST_POSTS_WATCHED).default([]),
});

export type Watch = z.input<typeof watchSchema>;
