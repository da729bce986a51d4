import type { Platform } from "../platform";
import { echoEvent } from "../webhooks/events";
import type { Message, Page, Person, Thread } from "../world/entities";
import { addMessage, DAY_MS, nextMoment, openThread, threadOwner } from "../world/threads";
import { confirmDelivery, readThread } from "./person-acts";

/** The Page's own inbox is an app too; this id is the platform's (reference 6.1). */
export const PAGE_INBOX_APP_ID = "263902037430900";

type PageMessage = Pick<Message, "appId"> & Partial<Message>;

/** Puts a message of the Page into the thread. The apps do not hear of it yet, see `announceMessage`. */
export function placeMessage(platform: Platform, page: Page, person: Person, given: PageMessage): Message {
  const { world, clock } = platform;
  const thread = openThread(world, page, person, clock.now());
  thread.typingUntil = 0;
  return addMessage(world, thread, {
    from: "page",
    sentAt: nextMoment(world, thread, clock.now()),
    ...given,
  });
}

/** Echo, then delivery, then read, as far as the phones confirm by themselves. */
export function announceMessage(platform: Platform, page: Page, person: Person, message: Message): void {
  const { world, publisher, media } = platform;
  const thread = world.threads.get(message.threadId);
  if (!thread) return; // the world was emptied while the answer was on its way

  publisher.publish(page, thread, "message_echoes", echoEvent(thread, message, media));
  if (world.phone.autoDeliver || world.phone.autoRead) confirmDelivery(platform, page, person, message);
  if (world.phone.autoRead) readThread(platform, page, person, message.sentAt);
}

/**
 * Somebody answers elsewhere: in the Page's own inbox or in another app. While routing is on, the inbox takes control
 * by itself, and another app is taken to have got it somehow.
 */
export function writeFromElsewhere(
  platform: Platform,
  page: Page,
  person: Person,
  text: string,
  appId = PAGE_INBOX_APP_ID,
): Message {
  takeControlFor(platform, page, person, appId);
  const message = placeMessage(platform, page, person, { appId, text });
  announceMessage(platform, page, person, message);
  return message;
}

/** Gives the thread to an app, for 24 hours unless said otherwise. Tells nobody. */
export function giveControl(platform: Platform, thread: Thread, appId: string | null, forMs = DAY_MS): void {
  thread.ownerAppId = appId;
  thread.ownerExpiresAt = appId === null ? 0 : platform.clock.now() + forMs;
  platform.world.changed(thread);
}

/** Takes control and tells everybody who listens to handovers. */
export function takeControlFor(
  platform: Platform,
  page: Page,
  person: Person,
  appId: string,
  metadata = "",
): void {
  const { world, clock, publisher } = platform;
  const thread = openThread(world, page, person, clock.now());
  const now = clock.now();
  if (!page.defaultAppId || (threadOwner(page, thread, now) ?? page.defaultAppId) === appId) return;

  const previous = threadOwner(page, thread, now);
  giveControl(platform, thread, appId);
  publisher.publishTo(Object.keys(page.subscriptions), page, thread.psid, "messaging_handovers", {
    sender: { id: thread.psid },
    recipient: { id: page.id },
    timestamp: now,
    take_thread_control: { previous_owner_app_id: previous, new_owner_app_id: appId, metadata },
  });
}
