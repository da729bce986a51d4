import type { Readable } from "node:stream";
import type { Referral } from "@/db/schema/conversations";
import type { PublishedFile } from "@/db/schema/publications";
import type { PlatformFacts } from "./health/facts";
import type { HistoryReader } from "./history";
import type { MediaKind } from "./media-plan";
import type { PublicSide } from "./public-side";

/**
 * The contract between Pagedesk and a platform. A platform's words (mid, PSID, watermark, tag …) end in
 * `lib/channels/<kind>/`; everything behind this file speaks ours.
 */

export interface InboundAttachment {
  type: "image" | "audio" | "video" | "file" | "sticker" | "location" | "link" | "product" | "appointment";
  url?: string;
  name?: string;
  latitude?: number;
  longitude?: number;
}

interface EventBase {
  /** The Page or account it happened on. */
  channelExternalId: string;
  /** The other person, whichever direction the event has: the lane is always (channel, contact). */
  contactExternalId: string;
  /** The platform's time. */
  at: Date;
  /** False for what we only overhear because another app controls the thread. */
  owned: boolean;
  /** The element as the platform sent it. */
  raw: unknown;
}

export interface InboundMessage extends EventBase {
  type: "message";
  externalId: string;
  kind:
    | "text"
    | "media"
    | "sticker"
    | "location"
    | "postback"
    | "link"
    | "template"
    | "order"
    | "unsupported";
  text: string | null;
  attachments: InboundAttachment[];
  replyToExternalId?: string;
  /** What a quick reply or a button carries. */
  payload?: string;
  referral?: Referral;
  details?: Record<string, unknown>;
}

/** Something that was said as the Page: by us, by another app, or by hand in the platform's own inbox. */
export interface Echo extends Omit<InboundMessage, "type"> {
  type: "echo";
  appExternalId: string | null;
  /** The id of our own message, when it was we who sent it. */
  messageId: string | null;
  fromPlatformInbox: boolean;
}

/**
 * Something public that stands in a contact's conversation, as it is by now: what came of everything that was told of
 * it, in whatever order.
 */
export interface PublicationState extends EventBase {
  type: "publication";
  externalId: string;
  by: "contact" | "page";
  /** Of the contact, where the platform has told it. */
  contactName: string | null;
  kind: Said["kind"];
  text: string | null;
  rating: string | null;
  files: PublishedFile[];
  /** Others than before. */
  filesChanged: boolean;
  postExternalId: string;
  /** The comment that it answers; null directly below a post. */
  parentExternalId: string | null;
  editedAt: Date | null;
  removedAt: Date | null;
}

export type InboundEvent =
  | InboundMessage
  | Echo
  | (EventBase & { type: "delivered" | "read"; until: Date; externalIds: string[] })
  | (EventBase & {
      type: "reaction";
      messageExternalId: string;
      by: "contact" | "page";
      emoji: string;
      removed: boolean;
      /** To something said in public: it opens no window. */
      isPublic?: boolean;
    })
  | PublicationState
  | (EventBase & { type: "edit"; messageExternalId: string; text: string | null; number: number })
  | (EventBase & { type: "deletion"; messageExternalId: string })
  | (EventBase & { type: "referral"; referral: Referral })
  | (EventBase & { type: "opt_in"; topic: string | null; details: Record<string, unknown> })
  | (EventBase & { type: "account_linking"; linked: boolean })
  | (EventBase & {
      type: "thread_control";
      action: "passed" | "taken" | "requested";
      toAppExternalId: string | null;
      note: string | null;
    })
  | (EventBase & { type: "feedback"; messageExternalId: string; feedback: string })
  /** Of a kind that we do not know: kept, and shown as something that can't be shown yet. */
  | (EventBase & { type: "unsupported"; externalId: string });

/**
 * Something said in public, or that happened to it. It belongs to no contact yet: whose conversation it stands in, if
 * anybody's, follows from the tree of what was said before and after it.
 */
export type PublicEvent = {
  channelExternalId: string;
  /** The platform's time, in whole seconds. */
  at: Date;
  /** The element as the platform sent it. */
  raw: unknown;
  /** The post, comment or rating that it tells of. */
  externalId: string;
  /** Read around what was told, not told itself: by this alone it stands in nobody's conversation. */
  around?: boolean;
} & (
  | { type: "said"; said: Said }
  /** Everything that the event tells; what it leaves out stays as it was. */
  | { type: "said_anew"; said: Partial<Said> }
  | { type: "removed"; said: Partial<Said> }
  | { type: "hidden"; hidden: boolean; said: Partial<Said> }
  | { type: "reacted"; byExternalId: string | null; emoji: string; removed: boolean; said: Partial<Said> }
);

/** A node of the tree of what is said in public. */
export interface Said {
  kind: "post" | "comment" | "rating";
  /** Of a post or a rating its own id. */
  postExternalId: string;
  parentExternalId: string | null;
  /** The channel's own id where the Page said it; null = the platform does not tell. */
  authorExternalId: string | null;
  authorName: string | null;
  text: string | null;
  rating: string | null;
  files: PublishedFile[];
  permalinkUrl: string | null;
  /** A mention on somebody else's wall. */
  elsewhere: boolean;
  /** Its author names the Page in it. */
  mention?: boolean;
  /** Known of the post around a comment. */
  post?: { permalinkUrl: string | null; published: boolean; promoted: boolean };
}

/** An element that belongs to no contact, or that could not be read: kept raw for admins. */
export interface SetAside {
  channelExternalId: string | null;
  reason: "not_an_object" | "not_a_page_event" | "no_contact" | "not_supported" | "malformed" | "page_notice";
  element: unknown;
}

export interface OpenedDelivery {
  events: InboundEvent[];
  publicEvents: PublicEvent[];
  setAside: SetAside[];
}

/** How a private message may go out at a given moment; chosen by `messagingPlan`. */
export type SendMode = "reply" | "human_agent";

/** A file of our storage that goes out as a message. */
export interface OutboundMedia {
  as: MediaKind;
  name: string;
  /** By content. */
  contentType: string;
  /** Bytes. */
  size: number;
  /** Opened as late as possible. @throws when our copy is gone. */
  open(): Promise<Readable>;
}

/** Where it goes: into the contact's thread; to something they said in public, once; or beneath it, for all to see. */
export type OutboundPlace =
  | { kind: "thread" }
  | { kind: "private_reply"; to: "comment" | "post"; externalId: string }
  | { kind: "public"; parentExternalId: string; postExternalId: string };

export interface OutboundMessage {
  /** Ours; travels with a private message so that its echo can be recognised. */
  id: string;
  contactExternalId: string;
  place: OutboundPlace;
  mode: SendMode;
  /** A private message holds a text or `media`, a public one may hold both. */
  text: string;
  /** Whom the first `@name` in a public text means. */
  mention?: { name: string; externalId: string } | undefined;
  media?: OutboundMedia;
  replyToExternalId?: string;
  quickReplies?: { title: string; payload: string }[];
}

export type FailureReason =
  | "window_closed"
  | "contact_unavailable"
  | "reconnect_needed"
  | "permission_missing"
  | "human_agent_not_approved"
  | "not_in_control"
  | "page_restricted"
  | "too_long"
  | "rejected"
  | "media_type"
  | "media_too_large"
  | "media_unreadable"
  | "media_missing"
  | "private_reply_used"
  | "private_reply_late"
  | "private_reply_impossible"
  | "private_reply_not_sent"
  | "public_gone"
  | "public_blocked"
  | "not_as_page"
  | "only_people_in_public"
  | "outcome_unknown"
  | "not_delivered"
  | "cancelled"
  | "not_approved"
  | "channel_inactive"
  | "platform_busy"
  | "unreachable"
  | "needs_a_look";

/** Why the platform, a Page or a conversation is left alone for a time; each has its words in `waitingWords`. */
export type PauseReason = "platform_busy" | "unreachable" | "permission_missing" | "page_restricted";

/** Likewise, what a Page says in public. */
export type PublicPauseReason = PauseReason | "public_blocked" | "public_paced";

/** What an answer of the platform told of its patience, to be kept by `recordPressure`. */
export interface Pressure {
  /** `public`: what the Page says in public, and nothing else. */
  scope: "page" | "app" | "public";
  /** `nearly_full`: go on, but slowly. */
  state: "refused" | "full" | "nearly_full";
  /** Null where the platform names no time: then each pause is longer than the one before. */
  seconds: number | null;
  reason: PauseReason | "public_blocked";
  detail: string;
}

export type SendResult = { pressure?: Pressure } & (
  | { outcome: "sent"; externalId: string }
  /** `retryable`: sending the same again later may work without anybody changing anything. */
  | { outcome: "rejected"; reason: FailureReason; detail: string; retryable: boolean }
  /** Nothing was sent, and nothing is wrong with the message. No time: wait longer each time. */
  | {
      outcome: "busy";
      reason: "platform_busy" | "unreachable" | "public_blocked";
      retryInSeconds: number | null;
      detail: string;
    }
  /** It may have arrived: a timeout, a reset, a 5xx. */
  | { outcome: "unknown"; detail: string }
);

/** One message that the platform shows as said by the Page. */
export interface SentTrace {
  externalId: string;
  /** The platform's time, often in whole seconds. */
  at: Date;
  text: string;
  attachments: ("image" | "audio" | "video" | "file")[];
}

export type SentHistory = { pressure?: Pressure } & (
  | {
      outcome: "read";
      messages: SentTrace[];
      /** Nothing newer than this is left out. */
      completeSince: Date;
    }
  | {
      outcome: "unreadable";
      reason: PauseReason | "reconnect_needed";
      retryInSeconds: number | null;
      detail: string;
    }
);

export type Profile =
  | {
      state: "known";
      name: string | null;
      pictureUrl: string | null;
      locale: string | null;
      timezone: string | null;
    }
  | { state: "withheld"; detail: string }
  /** Worth asking again later. */
  | { state: "failed"; detail: string };

/** What a channel needs to speak: secrets are decrypted as late as possible and never logged. */
export interface ChannelCredentials {
  channelExternalId: string;
  appId: string;
  appSecret: string;
  accessToken: string;
}

export interface Channel {
  /** Never throws: what it cannot read is set aside. Reads every element of every array. */
  openDelivery(body: Buffer): OpenedDelivery;
  send(credentials: ChannelCredentials, message: OutboundMessage): Promise<SendResult>;
  /**
   * What the Page has said of late to one contact, or in public under one post: asked when the outcome of a message
   * that went there is not known.
   */
  findSent(
    credentials: ChannelCredentials,
    contactExternalId: string,
    place: OutboundPlace,
  ): Promise<SentHistory>;
  /** Typing and seen marks: best effort, never retried. */
  signal(
    credentials: ChannelCredentials,
    contactExternalId: string,
    signal: "typing" | "stopped_typing" | "seen",
  ): Promise<void>;
  fetchProfile(credentials: ChannelCredentials, contactExternalId: string): Promise<Profile>;
  /** Everything that tells how the channel is. Never throws: what could not be asked is said to be so. */
  inspect(credentials: ChannelCredentials): Promise<PlatformFacts>;
  /** What was said before we listened, or while we could not. */
  history: HistoryReader;
  /** Looking at, and after, what stands in public. */
  publicSide: PublicSide;
}
