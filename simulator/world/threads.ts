import type { Message, Page, Person, Thread } from "./entities";
import type { World } from "./world";

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export function findThread(world: World, pageId: string, psid: string): Thread | null {
  return world.threads.get(threadId(world, pageId, psid)) ?? null;
}

/** The one thread between a person and a Page; opened when somebody first does something in it. */
export function openThread(world: World, page: Page, person: Person, now: number): Thread {
  const psid = world.psidOf(person, page.id);
  const known = findThread(world, page.id, psid);
  if (known) return known;

  const thread: Thread = {
    id: threadId(world, page.id, psid),
    pageId: page.id,
    personId: person.id,
    psid,
    mids: [],
    updatedAt: now,
    lastMessageFromPersonAt: null,
    openedAt: null,
    ownerAppId: null,
    ownerExpiresAt: 0,
    typingUntil: 0,
    seenByPageAt: null,
    deliveredAt: 0,
    readAt: 0,
  };
  world.threads.set(thread.id, thread);
  return thread;
}

/** Two messages of one thread never share a moment, unless the clock was moved back in between. */
export function nextMoment(world: World, thread: Thread, now: number): number {
  const last = world.messages.get(thread.mids.at(-1) ?? "")?.sentAt ?? 0;
  return last >= now && last - now < 60_000 ? last + 1 : now;
}

type NewMessage = Pick<Message, "from" | "sentAt"> & Partial<Message>;

/** Puts a message where its moment belongs: a message may be older than the newest one. */
export function addMessage(world: World, thread: Thread, given: NewMessage): Message {
  const message: Message = {
    mid: world.ids.nextWord("m_", "message"),
    threadId: thread.id,
    text: null,
    attachments: [],
    quickReplies: [],
    quickReplyPayload: null,
    appId: null,
    metadata: null,
    replyTo: null,
    reaction: null,
    pageReaction: null,
    edits: 0,
    deleted: false,
    ...given,
  };
  world.messages.set(message.mid, message);
  insertByMoment(world, thread, message);
  thread.updatedAt = Math.max(thread.updatedAt, message.sentAt);
  world.changed(thread);
  return message;
}

/** Sending is allowed until 24 hours after the last act of the person that opens the window (reference 5.2). */
export function windowEndsAt(thread: Thread): number | null {
  return thread.openedAt === null ? null : thread.openedAt + DAY_MS;
}

/** A human may still answer until 7 days after the person's last typed message. */
export function humanAgentEndsAt(thread: Thread): number | null {
  return thread.lastMessageFromPersonAt === null ? null : thread.lastMessageFromPersonAt + 7 * DAY_MS;
}

/** Who controls the thread: null while routing is off or the thread is idle. */
export function threadOwner(page: Page, thread: Thread | null, now: number): string | null {
  if (!page.defaultAppId || !thread?.ownerAppId) return null;
  return thread.ownerExpiresAt > now ? thread.ownerAppId : null;
}

/** Whether an app may send and hears `messaging`; the others hear `standby` (reference 6.1). */
export function controlsThread(page: Page, thread: Thread | null, appId: string, now: number): boolean {
  if (!page.defaultAppId) return true;
  return (threadOwner(page, thread, now) ?? page.defaultAppId) === appId;
}

function insertByMoment(world: World, thread: Thread, message: Message): void {
  let index = thread.mids.length;
  while (index > 0 && (world.messages.get(thread.mids[index - 1]!)?.sentAt ?? 0) > message.sentAt) index -= 1;
  thread.mids.splice(index, 0, message.mid);
}

function threadId(world: World, pageId: string, psid: string): string {
  return `t_${world.ids.digits(17, "thread", pageId, psid)}`;
}
