import type { RefusedField } from "@/db/schema/channels";

/**
 * What a check-up knows before it judges: the platform's answers and our own records, in our words. Each answer can be
 * missing by itself, and a missing one is never taken for a bad one.
 */
export type Answer<Told> =
  | { state: "told"; told: Told }
  /** The platform said no. */
  | { state: "refused"; code: number; subcode: number | null; detail: string }
  /** It said nothing of use, or asked us to wait: try again later. */
  | { state: "silent"; detail: string };

export interface TokenFacts {
  valid: boolean;
  /** `code/subcode` of what ended it. */
  endedBy: string | null;
  /** The app that it was made by; null = not told. */
  appId: string | null;
  /** null = it has no end of its own. */
  expiresAt: Date | null;
  /** Until when the platform lets the app read on behalf of who granted it. */
  dataAccessUntil: Date | null;
  /** Which permissions it holds for this Page; null = not told. */
  permissions: string[] | null;
}

export interface SubscriptionFacts {
  /** What the Page sends to our app; null = our app is not on the Page. */
  fields: string[] | null;
  /** Names of the other apps that hear the Page. */
  otherApps: string[];
}

export interface CallbackFacts {
  /** Where the platform delivers for our app; null = nowhere. */
  url: string | null;
  active: boolean;
  /** What the app as a whole asks for; null or empty = not told. */
  fields: string[] | null;
}

/** What the platform tells; each part was asked for by itself. */
export interface PlatformFacts {
  token: Answer<TokenFacts>;
  subscription: Answer<SubscriptionFacts>;
  callback: Answer<CallbackFacts>;
  /** Whether the Page divides its conversations between apps. */
  routing: Answer<{ on: boolean | null }>;
  /** The newest message of the Page in the platform's own history; null = there is none. */
  newest: Answer<{ externalId: string; at: Date } | null>;
  /** How far our clock is ahead of the platform's (negative: behind); null = not told. */
  clockAheadSeconds: number | null;
}

export interface ChannelRefusal {
  code: number;
  subcode: number | null;
  message: string;
  at: Date;
  /** It met something that was said in public; else a private message or the Page itself. */
  public?: boolean;
}

/** What we know ourselves. */
export interface OwnFacts {
  /** The app that the channel speaks through. */
  appId: string | null;
  /** Addresses of ours at which the platform may deliver for this app; the first is the one to set. */
  callbackUrls: string[];
  active: boolean;
  public: boolean;
  /** False when the channel is not subscribed because somebody wanted it so, or because it never was. */
  subscriptionWanted: boolean;
  /** Fields that the platform refused when it was last asked for them. */
  refusedFields: readonly RefusedField[];
  connectedAt: Date;
  lastDeliveryAt: Date | null;
  /** Whether the platform's newest message is here; null = not asked. */
  newestIsHere: boolean | null;
  /** Deliveries with a wrong signature, of any channel. */
  refusedSignatures: { count: number; lastAt: Date } | null;
  /** The last refusal that speaks of the channel and that nothing has disproved since. */
  refusal: ChannelRefusal | null;
  /** How often a lost subscription was repaired by itself within the last hour. */
  recentRepairs: number;
}
