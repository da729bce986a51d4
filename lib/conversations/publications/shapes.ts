import { z } from "zod";

/** The wire shapes of what is said in public. Browser code imports the types only. Times are ISO 8601 in UTC. */

const time = z.iso.datetime();

export const privateReplySchema = z.object({
  /** `impossible`: the platform takes none for it, or its author is not a person. */
  state: z.enum(["possible", "used", "late", "impossible"]),
  /** Until when the platform takes one; null where it is not a matter of time. */
  until: time.nullable(),
});

/** The post under which public messages stand, as the card above them shows it. */
export const postSchema = z.object({
  id: z.uuid(),
  externalId: z.string(),
  authorName: z.string().nullable(),
  byPage: z.boolean(),
  /** Null: it has none, was removed, or is not known yet. */
  text: z.string().nullable(),
  files: z.array(
    z.object({ type: z.enum(["image", "video", "link"]), url: z.string(), title: z.string().optional() }),
  ),
  permalinkUrl: z.string().nullable(),
  /** Null until it was read. */
  publishedAt: time.nullable(),
  /** False: unpublished, as the posts of ads are. */
  published: z.boolean(),
  promoted: z.boolean(),
  /** On somebody else's wall: the Page was mentioned there. */
  elsewhere: z.boolean(),
  removedAt: time.nullable(),
  /** Why the platform does not show it, in our words; null = it does, or was not asked yet. */
  problem: z.string().nullable(),
  revision: z.number(),
});

/** One thing said in public: a comment, a visitor's post, a rating. */
export const publicationSchema = z.object({
  id: z.uuid(),
  externalId: z.string(),
  kind: z.enum(["post", "comment", "rating"]),
  /** The publication that is its post. */
  postId: z.uuid().nullable(),
  /** The publication that it answers; null for one that stands directly under its post. */
  parentId: z.uuid().nullable(),
  author: z.object({ byPage: z.boolean(), name: z.string().nullable() }),
  text: z.string().nullable(),
  files: postSchema.shape.files,
  permalinkUrl: z.string().nullable(),
  saidAt: time.nullable(),
  editedAt: time.nullable(),
  removedAt: time.nullable(),
  hidden: z.boolean(),
  /** By the Page. */
  liked: z.boolean(),
  privateReply: privateReplySchema,
  /** Where it stands as a message; null = around others'. */
  messageId: z.uuid().nullable(),
  conversationId: z.uuid().nullable(),
  revision: z.number(),
});

/** What a public message has beyond every message. */
export const publicPartSchema = publicationSchema.pick({
  id: true,
  kind: true,
  hidden: true,
  liked: true,
  permalinkUrl: true,
  privateReply: true,
});

/** The public message that a reply would answer where none was chosen: the newest of the contact that still stands. */
export const publicTargetSchema = z.object({
  messageId: z.uuid(),
  authorName: z.string(),
  text: z.string().nullable(),
  kind: publicationSchema.shape.kind,
  /** On somebody else's wall. */
  elsewhere: z.boolean(),
  sentAt: time,
  /** The contact has said nothing in private since: a reply belongs here. */
  isNewest: z.boolean(),
  privateReply: privateReplySchema,
});

export type Post = z.infer<typeof postSchema>;
export type Publication = z.infer<typeof publicationSchema>;
export type PublicPart = z.infer<typeof publicPartSchema>;
export type PublicTarget = z.infer<typeof publicTargetSchema>;
export type PrivateReply = z.infer<typeof privateReplySchema>;
