/**
 * What a Page is subscribed to: the webhook fields, why each is wanted, and which permissions its token needs for
 * it. Facebook refuses the whole list for one field that it doesn't accept. Browser-safe.
 * Source: Meta's Page webhooks and subscribed_apps references of v26.0, read on 2026-09-02.
 */
export interface SubscriptionField {
  name: string;
  why: string;
  permissions: readonly string[];
  /** Wanted only where the channel receives posts, comments and mentions too. */
  public: boolean;
  /** Asked for, and not missed where a Page doesn't have it. */
  optional?: boolean;
}

const messaging = ["pages_manage_metadata", "pages_messaging"] as const;
const content = ["pages_manage_metadata"] as const;

/** `messages` stands first: without it the rest is of no use. */
export const subscriptionFields: readonly SubscriptionField[] = [
  { name: "messages", why: "What people write to the Page", permissions: messaging, public: false },
  { name: "messaging_postbacks", why: "Taps on buttons and menus", permissions: messaging, public: false },
  { name: "message_deliveries", why: "The delivered tick", permissions: messaging, public: false },
  { name: "message_reads", why: "The read tick", permissions: messaging, public: false },
  { name: "message_echoes", why: "Answers written outside Pagedesk", permissions: messaging, public: false },
  { name: "message_reactions", why: "Reactions to messages", permissions: messaging, public: false },
  { name: "message_edits", why: "Messages changed by their author", permissions: messaging, public: false },
  { name: "messaging_referrals", why: "Which ad or link led here", permissions: messaging, public: false },
  { name: "messaging_optins", why: "Consent to notifications", permissions: messaging, public: false },
  { name: "messaging_handovers", why: "Control passed between apps", permissions: messaging, public: false },
  { name: "standby", why: "What is said while a bot is in control", permissions: messaging, public: false },
  {
    name: "messaging_policy_enforcement",
    why: "Facebook's warnings and blocks of the Page",
    permissions: messaging,
    public: false,
  },
  {
    name: "messaging_account_linking",
    why: "People who link their account with the brand",
    permissions: messaging,
    public: false,
  },
  { name: "feed", why: "Posts, comments and public reactions", permissions: content, public: true },
  { name: "mention", why: "Posts and comments that mention the Page", permissions: content, public: true },
  { name: "ratings", why: "Recommendations of the Page", permissions: content, public: true, optional: true },
];

/** The fields that a channel asks for, the most important first. */
export function neededFields(channel: { public: boolean }): string[] {
  return subscriptionFields.filter((field) => channel.public || !field.public).map(({ name }) => name);
}

/** Of what arrives, what isn't wanted any more: fields of public content on a channel that is private. */
export function surplusFields(channel: { public: boolean }, present: readonly string[]): string[] {
  const unwanted = subscriptionFields.filter((field) => field.public && !channel.public);
  return unwanted.map(({ name }) => name).filter((name) => present.includes(name));
}

/** What a field brings, in words; its name where this version doesn't know it. */
export const fieldWords = (name: string) =>
  subscriptionFields.find((field) => field.name === name)?.why ?? name;

/** The permissions that a token needs for a field and that ours is known to lack; none where nothing is known. */
export function lackingFor(name: string, granted: readonly string[]): string[] {
  const field = subscriptionFields.find((known) => known.name === name);
  return lacking(field?.permissions ?? [], granted);
}

export interface MissingField {
  name: string;
  why: string;
  /** The permissions that a token needs for it and that ours is known to lack; empty = the reason isn't known. */
  permissions: string[];
}

/**
 * What a channel should receive and doesn't; what is optional is never missed.
 *
 * @param granted what the token is known to hold; empty = not known.
 */
export function missingFields(
  channel: { public: boolean; subscribedFields: readonly string[] },
  granted: readonly string[] = [],
): MissingField[] {
  const wanted = subscriptionFields.filter((field) => !field.optional && (channel.public || !field.public));
  return wanted
    .filter(({ name }) => !channel.subscribedFields.includes(name))
    .map(({ name, why, permissions }) => ({ name, why, permissions: lacking(permissions, granted) }));
}

/** The fields among these that a token with these permissions may subscribe to; all of them where none is known. */
export function permittedFields(fields: readonly string[], granted: readonly string[]): string[] {
  return fields.filter((name) => lackingFor(name, granted).length === 0);
}

function lacking(permissions: readonly string[], granted: readonly string[]) {
  if (granted.length === 0) return [];
  return permissions.filter((permission) => !granted.includes(permission));
}
