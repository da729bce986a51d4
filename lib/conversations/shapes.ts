import { z } from "zod";
import { postSchema, publicPartSchema, publicTargetSchema } from "./publications/shapes";

/**
 * The wire shapes of conversations and messages: part of the contract with outside programs. Fields may be added,
 * never renamed. Browser code imports the types only. Times are ISO 8601 in UTC.
 */

const time = z.iso.datetime();

export const referralSchema = z.object({
  source: z.enum(["link", "ad", "search", "page_button", "plugin", "opt_in", "comment", "product", "other"]),
  ref: z.string().optional(),
  adId: z.string().optional(),
  adTitle: z.string().optional(),
  postId: z.string().optional(),
});

export const windowSchema = z.object({
  /** `open`: normal replies. `human_agent`: only a person may write, with the tag. `none`: never opened. */
  state: z.enum(["open", "human_agent", "closed", "none"]),
  openedBy: z.string().nullable(),
  closesAt: time.nullable(),
  humanAgentUntil: time.nullable(),
});

export const attachmentSchema = z.object({
  id: z.uuid(),
  type: z.enum(["image", "audio", "video", "file", "sticker", "location", "link", "product", "appointment"]),
  /** Of a file: an address here, null until there is a copy. Of a link or a place: where it leads. */
  url: z.string().nullable(),
  /** A small still picture, at most 640 pixels wide and high. */
  thumbnailUrl: z.string().nullable(),
  name: z.string().nullable(),
  /** Bytes. */
  size: z.number().nullable(),
  /** Judged by the content. */
  contentType: z.string().nullable(),
  /** Pixels, as shown. */
  width: z.number().nullable(),
  height: z.number().nullable(),
  durationInMs: z.number().nullable(),
  /** `remote`: not copied yet (links and places never are). `failed`: there is no copy, and `problem` says why. */
  state: z.enum(["remote", "uploading", "stored", "failed"]),
  problem: z.string().nullable(),
  /** Where a contact fetches it, when it went out as a link. */
  link: z.object({ expiresAt: time, revokedAt: time.nullable() }).nullable(),
  /** Whether `POST /api/attachments/{id}/copy` may help. */
  retryable: z.boolean(),
});

export const messageStatusSchema = z.enum([
  "queued",
  "sending",
  "sent",
  "delivered",
  "read",
  "failed",
  "received",
]);

export const messageSchema = z.object({
  id: z.uuid(),
  /** Breaks ties between equal `sentAt`. */
  sequence: z.number(),
  conversationId: z.uuid(),
  externalId: z.string().nullable(),
  direction: z.enum(["in", "out"]),
  visibility: z.enum(["public", "private", "note"]),
  author: z.object({
    kind: z.enum(["contact", "agent", "bot", "external", "system"]),
    id: z.string().nullable(),
    name: z.string(),
  }),
  /** text, media, sticker, location, postback, link, template, order, comment, post, rating, system, unsupported */
  kind: z.string(),
  text: z.string().nullable(),
  /** quickReplies, payload, location, system event … by kind */
  details: z.record(z.string(), z.unknown()).nullable(),
  attachments: z.array(attachmentSchema),
  replyToId: z.uuid().nullable(),
  /** Stands in for the quoted message when that one is not on the page that was read. */
  replyTo: z
    .object({
      id: z.uuid(),
      authorName: z.string(),
      text: z.string().nullable(),
      /** A private message that answers a public one is a private reply. */
      visibility: z.enum(["public", "private", "note"]),
    })
    .nullable(),
  /** Of public messages, where the platform has told of their post. */
  post: postSchema.nullable(),
  /** Of public messages that the platform has named. */
  publication: publicPartSchema.nullable(),
  /** A second person's consent, where the channel asks for it. What they changed stood before in `details.writtenText`. */
  approval: z
    .object({
      state: z.enum(["pending", "approved", "rejected"]),
      by: z.object({ id: z.uuid(), name: z.string() }).nullable(),
      at: time.nullable(),
    })
    .nullable(),
  reactions: z.array(z.object({ by: z.enum(["contact", "page"]), emoji: z.string() })),
  status: messageStatusSchema,
  failure: z
    .object({
      reason: z.string(),
      message: z.string(),
      retryable: z.boolean(),
      detail: z.string().nullable(),
    })
    .nullable(),
  /** Why it has not gone yet, or is not known to have; null = it is simply its turn, or over. */
  waiting: z
    .object({
      reason: z.string(),
      message: z.string(),
      since: time,
      /** When it is tried, or looked into, next; null = when somebody has done what the message says. */
      retryAt: time.nullable(),
    })
    .nullable(),
  sentAt: time,
  deliveredAt: time.nullable(),
  readAt: time.nullable(),
  editedAt: time.nullable(),
  deletedAt: time.nullable(),
  revision: z.number(),
});

export const lastMessageSchema = z.object({
  id: z.uuid(),
  kind: z.string(),
  text: z.string().nullable(),
  attachmentType: attachmentSchema.shape.type.nullable(),
  direction: z.enum(["in", "out"]),
  visibility: z.enum(["public", "private", "note"]),
  author: messageSchema.shape.author,
  status: messageStatusSchema,
  /** Of a public reply on a channel that asks for a second person's consent. */
  approval: z.enum(["pending", "approved", "rejected"]).nullable(),
  sentAt: time,
});

export const conversationSchema = z.object({
  id: z.uuid(),
  channel: z.object({
    id: z.uuid(),
    kind: z.enum(["facebook", "x"]),
    /** What the platform calls the Page: addresses of its Messenger are made of it. */
    externalId: z.string(),
    name: z.string(),
    pictureUrl: z.string().nullable(),
    active: z.boolean(),
    connected: z.boolean(),
    tokenState: z.enum(["valid", "invalid", "missing"]),
    /** What the last check-up found broken, by the id of its line; see `problemWords`. */
    problems: z.array(z.string()),
    /** UTF-16 units in one outgoing message. */
    lengthLimit: z.number(),
    humanAgent: z.boolean(),
    /** A second person looks at each public reply before it goes out. */
    publicApproval: z.boolean(),
    seenPolicy: z.enum(["on_opening", "on_reply", "never"]),
  }),
  contact: z.object({
    id: z.uuid(),
    name: z.string(),
    pictureUrl: z.string().nullable(),
    profileState: z.enum(["pending", "known", "withheld", "failed"]),
  }),
  status: z.enum(["open", "snoozed", "closed"]),
  handling: z.enum(["queue", "agent", "bot"]),
  assignee: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  skill: z.null(),
  sources: z.object({ public: z.boolean(), private: z.boolean() }),
  window: windowSchema,
  /** What a public reply answers, and a private reply goes out to, where nothing else was chosen. */
  publicTarget: publicTargetSchema.nullable(),
  /** A public reply waits for a second person's consent. */
  approvalPending: z.boolean(),
  referral: referralSchema.nullable(),
  tags: z.array(z.string()),
  unreadCount: z.number(),
  lastMessage: lastMessageSchema.nullable(),
  /** The list's order. */
  lastMessageAt: time,
  waitingSince: time.nullable(),
  openedAt: time,
  closedAt: time.nullable(),
  revision: z.number(),
});

export const countersSchema = z.object({
  mine: z.object({ open: z.number(), unread: z.number() }),
  unassigned: z.object({ open: z.number(), unread: z.number() }),
  all: z.object({ open: z.number(), unread: z.number() }),
  /** `open`: in how many conversations a public reply waits for consent. */
  approvals: z.object({ open: z.number(), unread: z.number() }),
});

export type Conversation = z.infer<typeof conversationSchema>;
export type Message = z.infer<typeof messageSchema>;
export type MessageAttachment = z.infer<typeof attachmentSchema>;
export type MessagingWindow = z.infer<typeof windowSchema>;
export type Counters = z.infer<typeof countersSchema>;
