import type { Platform } from "../platform";
import { fromPerson, personMessageEvent, withoutPayload } from "../webhooks/events";
import type { Message, MessageAttachment, Page, Person, Thread } from "../world/entities";
import { addMessage, DAY_MS, nextMoment, openThread, threadOwner } from "../world/threads";

export interface PersonMessage {
  text?: string | undefined;
  attachments?: MessageAttachment[] | undefined;
  quickReplyPayload?: string | undefined;
  replyTo?: string | undefined;
  referral?: Record<string, unknown> | undefined;
  at?: number | undefined;
}

/** A person writes: opens the window, starts the human agent's seven days, and tells the apps. */
export function writeMessage(platform: Platform, page: Page, person: Person, given: PersonMessage): Message {
  const { world, clock, publisher, media } = platform;
  const thread = openThread(world, page, person, clock.now());
  const sentAt = given.at ?? nextMoment(world, thread, clock.now());
  const message = addMessage(world, thread, {
    from: "person",
    sentAt,
    text: given.text ?? null,
    attachments: given.attachments ?? [],
    quickReplyPayload: given.quickReplyPayload ?? null,
    replyTo: given.replyTo ?? null,
  });
  thread.lastMessageFromPersonAt = Math.max(thread.lastMessageFromPersonAt ?? 0, sentAt);
  thread.typingUntil = 0;
  open(platform, page, thread, sentAt);

  if (page.blockedPsids.includes(thread.psid)) return message;
  const extra = {
    ...replyTo(platform, given.replyTo),
    ...(given.referral ? { referral: given.referral } : {}),
  };
  publisher.publish(
    page,
    thread,
    "messages",
    personMessageEvent(thread, message, media, extra),
    withoutPayload,
  );
  return message;
}

/** A tap on Get Started, a menu entry, an ice breaker or a button. */
export function tapPostback(
  platform: Platform,
  page: Page,
  person: Person,
  given: { title: string; payload: string; referral?: Record<string, unknown> | undefined },
): Message {
  const { world, clock, publisher } = platform;
  const thread = openThread(world, page, person, clock.now());
  const sentAt = nextMoment(world, thread, clock.now());
  const message = addMessage(world, thread, { from: "person", sentAt, text: given.title });
  open(platform, page, thread, sentAt);
  const postback = { mid: message.mid, title: given.title, payload: given.payload, referral: given.referral };
  publisher.publish(
    page,
    thread,
    "messaging_postbacks",
    fromPerson(thread, sentAt, { postback }),
    withoutPayload,
  );
  return message;
}

/** An m.me link or an ad, into a thread that exists: opens the window (reference 8.2). */
export function followReferral(platform: Platform, page: Page, person: Person, referral: object): number {
  return happen(platform, page, person, "messaging_referrals", { referral }, true);
}

export function optIn(platform: Platform, page: Page, person: Person, optin: object): number {
  return happen(platform, page, person, "messaging_optins", { optin }, true);
}

export function linkAccount(platform: Platform, page: Page, person: Person, linking: object): number {
  return happen(platform, page, person, "messaging_account_linking", { account_linking: linking }, false);
}

/** A reaction to any message of the thread; taking it back tells what it was (reference 11.3). */
export function react(
  platform: Platform,
  page: Page,
  person: Person,
  message: Message,
  action: "react" | "unreact",
  emoji: string,
): number {
  const shown = action === "react" ? emoji : (message.reaction ?? emoji);
  message.reaction = action === "react" ? emoji : null;
  const reaction = { mid: message.mid, action, reaction: REACTIONS[shown] ?? "other", emoji: shown };
  return happen(platform, page, person, "message_reactions", { reaction }, action === "react");
}

export function editMessage(
  platform: Platform,
  page: Page,
  person: Person,
  message: Message,
  text: string,
): number {
  message.text = text;
  message.edits += 1;
  const edit = { mid: message.mid, text, num_edit: message.edits };
  return happen(platform, page, person, "message_edits", { message_edit: edit }, false);
}

/** The person looks at the thread: everything up to now is read. */
export function readThread(platform: Platform, page: Page, person: Person, watermark?: number): number {
  const thread = openThread(platform.world, page, person, platform.clock.now());
  const until = watermark ?? Math.max(platform.clock.now(), lastMoment(platform, thread));
  thread.readAt = Math.max(thread.readAt, until);
  thread.deliveredAt = Math.max(thread.deliveredAt, until);
  return happen(platform, page, person, "message_reads", { read: { watermark: until } }, false);
}

/** The phone confirms that a message of the Page arrived. */
export function confirmDelivery(platform: Platform, page: Page, person: Person, message: Message): number {
  const thread = openThread(platform.world, page, person, platform.clock.now());
  thread.deliveredAt = Math.max(thread.deliveredAt, message.sentAt);
  const delivery = { mids: [message.mid], watermark: message.sentAt };
  return happen(platform, page, person, "message_deliveries", { delivery }, false);
}

function happen(
  platform: Platform,
  page: Page,
  person: Person,
  field: string,
  content: object,
  opens: boolean,
): number {
  const { world, clock, publisher } = platform;
  const thread = openThread(world, page, person, clock.now());
  const timestamp = clock.now();
  if (opens) open(platform, page, thread, timestamp);
  publisher.publish(page, thread, field, fromPerson(thread, timestamp, content));
  world.changed(thread);
  return timestamp;
}

/** Opens the 24 hours; while routing is on, an idle thread goes to the default app and stays with its owner 24 hours. */
function open(platform: Platform, page: Page, thread: Thread, at: number): void {
  thread.openedAt = Math.max(thread.openedAt ?? 0, at);
  if (!page.defaultAppId) return;
  thread.ownerAppId = threadOwner(page, thread, platform.clock.now()) ?? page.defaultAppId;
  thread.ownerExpiresAt = Math.max(thread.ownerExpiresAt, at + DAY_MS);
}

function replyTo(platform: Platform, mid: string | undefined): object {
  if (mid === undefined) return {};
  return { reply_to: { mid, is_self_reply: platform.world.messages.get(mid)?.from === "person" } };
}

function lastMoment({ world }: Platform, thread: Thread): number {
  return world.messages.get(thread.mids.at(-1) ?? "")?.sentAt ?? 0;
}

const REACTIONS: Readonly<Record<string, string>> = {
  "😀": "smile",
  "😆": "smile",
  "😠": "angry",
  "😢": "sad",
  "😮": "wow",
  "❤️": "love",
  "❤": "love",
  "😍": "love",
  "👍": "like",
  "👎": "dislike",
};
