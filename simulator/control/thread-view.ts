import type { Platform } from "../platform";
import type { Message, MessageAttachment, Page, Person, Thread } from "../world/entities";
import { findPublished } from "../world/feed/feed";
import { findThread, threadOwner, windowEndsAt } from "../world/threads";

/** What the person's phone shows. `limit` 0 = everything; else the newest so many. */
export function threadView(platform: Platform, page: Page, person: Person, limit = 0): object {
  const { world, clock } = platform;
  const thread = findThread(world, page.id, world.psidOf(person, page.id));
  if (!thread) return { messages: [], typing: false, seenByPageAt: null, windowEndsAt: null, owner: null };

  return {
    messages: thread.mids.slice(-limit).map((mid) => messageView(platform, thread, world.messages.get(mid)!)),
    typing: thread.typingUntil > clock.now(),
    seenByPageAt: moment(thread.seenByPageAt),
    windowEndsAt: moment(windowEndsAt(thread)),
    owner: threadOwner(page, thread, clock.now()),
  };
}

function messageView(platform: Platform, thread: Thread, message: Message): object {
  const seenUntil = message.from === "page" ? thread.readAt : (thread.seenByPageAt ?? 0);
  return {
    mid: message.mid,
    from: message.from,
    text: message.deleted ? null : message.text,
    attachments: message.deleted
      ? []
      : message.attachments.map((attachment) => attachmentView(platform, attachment)),
    quickReplies: message.quickReplies,
    sentAt: moment(message.sentAt),
    appId: message.appId,
    metadata: message.metadata,
    replyTo: message.replyTo,
    privateReplyTo: privateReplyView(platform, message),
    reaction: message.reaction,
    pageReaction: message.pageReaction,
    edits: message.edits,
    deleted: message.deleted,
    seen: message.sentAt <= seenUntil,
    delivered: message.from === "person" || message.sentAt <= thread.deliveredAt,
  };
}

/** The phone shows what a private reply is about. */
function privateReplyView({ world }: Platform, { privateReplyTo = null }: Message): object | null {
  const published = privateReplyTo === null ? null : findPublished(world, privateReplyTo);
  return published && { id: published.id, text: published.removed ? null : published.text };
}

function attachmentView({ media }: Platform, attachment: MessageAttachment): object {
  const file = attachment.mediaId ? media.find(attachment.mediaId) : null;
  return {
    ...attachment,
    url: media.addressOf(attachment),
    ...(file ? { name: file.name, mime: file.mime, size: file.size } : {}),
  };
}

function moment(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
