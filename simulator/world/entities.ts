/** Moments are milliseconds of the platform's clock; ids are strings everywhere, as the control API promises. */
export interface App {
  id: string;
  name: string;
  secret: string;
  mode: "live" | "development";
  verifyToken: string;
  callbackUrl: string | null;
  /** False: the platform has switched off delivering to the callback. */
  callbackActive: boolean;
  /** What the app as a whole asks for; empty = everything its Pages subscribe to. */
  callbackFields: string[];
  /** null = never configured: any loopback address is accepted. */
  redirectUris: string[] | null;
  features: { humanAgent: boolean; userProfile: boolean; pageMentioning: boolean };
  requireProof: boolean;
  loginKind: "classic" | "business";
  /** What a business configuration hands out: a user token or a Business Integration System User token. */
  loginToken: "user" | "system_user";
  /** null = every permission may be granted. */
  permissionsGrantable: string[] | null;
  deauthorizeUrl: string | null;
  verification: { verified: boolean; status: number } | null;
}

export interface Role {
  pageId: string;
  tasks: string[];
  via: "direct" | "portfolio";
  relation: "owned" | "client";
}

/** A Facebook account that can log in. */
export interface User {
  id: string;
  name: string;
  roles: Role[];
}

/** What one account has allowed one app to do. */
export interface Grant {
  userId: string;
  appId: string;
  permissions: Record<string, "granted" | "declined">;
  pageIds: string[];
}

export interface Restriction {
  code: number;
  subcode: number | null;
}

export interface Page {
  id: string;
  name: string;
  username: string;
  category: string;
  published: boolean;
  restriction: Restriction | null;
  /** Conversation Routing: set = routing is on. Only the Page owner's click sets it, no Graph call does. */
  defaultAppId: string | null;
  subscriptions: Record<string, string[]>;
  messengerProfile: Record<string, unknown>;
  blockedPsids: string[];
  /** Until when comments of apps are refused as abusive, and by how much each refused one puts that off. */
  commentBlock: { until: number; prolongedByMs: number } | null;
}

/** A consumer. One PSID per Page. */
export interface Person {
  id: string;
  name: string;
  firstName: string;
  lastName: string;
  locale: string;
  profile: "visible" | "withheld" | "phone_only";
  blocks: string[];
  testerOf: string[];
  psids: Record<string, string>;
}

export interface Thread {
  id: string;
  pageId: string;
  personId: string;
  psid: string;
  /** Message ids, oldest first. */
  mids: string[];
  updatedAt: number;
  /** The person's last typed message: the human agent's seven days run from here. */
  lastMessageFromPersonAt: number | null;
  /** The last act that opens the 24-hour window. */
  openedAt: number | null;
  ownerAppId: string | null;
  ownerExpiresAt: number;
  typingUntil: number;
  seenByPageAt: number | null;
  deliveredAt: number;
  readAt: number;
}

export interface MessageAttachment {
  type: string;
  /** A file of our own, see the media shelf; its URL is signed afresh each time it is shown. */
  mediaId?: string;
  url?: string;
  title?: string;
  stickerId?: string;
  coordinates?: { lat: number; long: number };
  payload?: Record<string, unknown>;
}

export interface QuickReply {
  content_type: string;
  title?: string;
  payload?: string;
  image_url?: string;
}

export interface Message {
  mid: string;
  threadId: string;
  from: "person" | "page";
  text: string | null;
  attachments: MessageAttachment[];
  quickReplies: QuickReply[];
  quickReplyPayload: string | null;
  sentAt: number;
  appId: string | null;
  metadata: string | null;
  replyTo: string | null;
  /** The comment or visitor post that this answers in private; messages from before private replies lack it. */
  privateReplyTo?: string | null;
  reaction: string | null;
  pageReaction: string | null;
  edits: number;
  deleted: boolean;
}

export interface Token {
  token: string;
  kind: "USER" | "PAGE" | "APP" | "SYSTEM_USER";
  appId: string;
  userId: string | null;
  pageId: string | null;
  scopes: string[];
  issuedAt: number;
  /** 0 = never. */
  expiresAt: number;
  /** Set when it was ended early: the subcode that its use answers with 190. */
  endedBy: number | null;
}

export interface LoginCode {
  code: string;
  appId: string;
  userId: string;
  redirectUri: string;
  scopes: string[];
  issuedAt: number;
  used: boolean;
}

/** An upload that can be sent again by its id, for 90 days. */
export interface SavedAttachment {
  id: string;
  pageId: string;
  type: string;
  mediaId: string;
  createdAt: number;
}
