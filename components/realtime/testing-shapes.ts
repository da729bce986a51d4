import type { ChannelShape } from "@/lib/channels/shapes";
import type { Post, Publication } from "@/lib/conversations/publications/shapes";
import type { Conversation, Message } from "@/lib/conversations/shapes";

const moment = (minutes: number) => new Date(Date.UTC(2026, 10, 21, 9, minutes)).toISOString();
export const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

/** A message of María, `minutes` after nine. */
export function aMessage(number: number, change: Partial<Message> = {}): Message {
  return {
    id: uuid(number),
    sequence: number,
    conversationId: uuid(900),
    externalId: `m_${number}`,
    direction: "in",
    visibility: "private",
    author: { kind: "contact", id: uuid(800), name: "María Solano" },
    kind: "text",
    text: `message ${number}`,
    details: null,
    attachments: [],
    replyToId: null,
    replyTo: null,
    post: null,
    publication: null,
    approval: null,
    reactions: [],
    status: "received",
    failure: null,
    waiting: null,
    sentAt: moment(number),
    deliveredAt: null,
    readAt: null,
    editedAt: null,
    deletedAt: null,
    revision: 0,
    ...change,
  };
}

/** An open conversation that nobody has taken, with its last message `number` minutes after nine. */
export function aConversation(number: number, change: Partial<Conversation> = {}): Conversation {
  return {
    id: uuid(number),
    channel: {
      id: uuid(700),
      kind: "facebook",
      externalId: "1040055501112223",
      name: "Harbor Coffee",
      pictureUrl: null,
      active: true,
      connected: true,
      tokenState: "valid",
      lengthLimit: 640,
      humanAgent: true,
      publicApproval: false,
      seenPolicy: "on_opening",
      problems: [],
    },
    contact: { id: uuid(800 + number), name: "María Solano", pictureUrl: null, profileState: "known" },
    status: "open",
    handling: "queue",
    assignee: null,
    skill: null,
    sources: { public: false, private: true },
    window: {
      state: "open",
      openedBy: "message",
      closesAt: "2126-11-22T09:00:00.000Z",
      humanAgentUntil: null,
    },
    publicTarget: null,
    approvalPending: false,
    referral: null,
    tags: [],
    unreadCount: 0,
    lastMessage: null,
    lastMessageAt: moment(number),
    waitingSince: moment(number),
    openedAt: moment(0),
    closedAt: null,
    revision: 0,
    ...change,
  };
}

/** The channel of those conversations, as settings know it. */
export function aChannel(change: Partial<ChannelShape> = {}): ChannelShape {
  return {
    ...aConversation(1).channel,
    public: false,
    appId: null,
    subscribed: true,
    subscribedFields: ["messages"],
    refusedFields: [],
    permissions: [],
    tokenProblem: null,
    externalUser: null,
    reopenWithinHours: null,
    lastDeliveryAt: null,
    createdAt: moment(0),
    revision: 1,
    ...change,
  };
}

/** The Page's own post, under which everybody may comment. */
export function aPost(change: Partial<Post> = {}): Post {
  return {
    id: uuid(1000),
    externalId: "1040055501112223_5550001",
    authorName: "Harbor Coffee",
    byPage: true,
    text: "Our new autumn roast is here",
    files: [],
    permalinkUrl: null,
    publishedAt: moment(0),
    published: true,
    promoted: false,
    elsewhere: false,
    removedAt: null,
    problem: null,
    revision: 1,
    ...change,
  };
}

/** A comment of somebody else directly under that post, `number` minutes after nine. */
export function aPublication(number: number, change: Partial<Publication> = {}): Publication {
  return {
    id: uuid(number),
    externalId: `5550001_${String(number).padStart(4, "0")}`,
    kind: "comment",
    postId: uuid(1000),
    parentId: null,
    author: { byPage: false, name: "Rui Costa" },
    text: `comment ${number}`,
    files: [],
    permalinkUrl: null,
    saidAt: moment(number),
    editedAt: null,
    removedAt: null,
    hidden: false,
    liked: false,
    privateReply: { state: "possible", until: null },
    messageId: null,
    conversationId: null,
    revision: 1,
    ...change,
  };
}
