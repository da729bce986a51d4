import type { Platform } from "../platform";
import type { Message, Page, Person, Thread } from "../world/entities";
import { graphTime } from "../world/moments";
import { type Selection, select } from "./field-selection";
import { GraphError } from "./graph-error";

/** Only the newest so many messages of a conversation can be read (reference 9). */
const READABLE = 20;

/** A message as history tells it; beyond the newest 20 only its id and moment are left. */
export function historyMessage(
  platform: Platform,
  thread: Thread,
  message: Message,
  fields: Selection[],
): object {
  const chosen = isReadable(platform, thread, message)
    ? fields
    : fields.filter(({ name }) => name === "id" || name === "created_time");
  const page = platform.world.pages.get(thread.pageId)!;
  const person = platform.world.people.get(thread.personId)!;
  const parties = [personParty(thread, person), pageParty(page)];
  const [from, to] = message.from === "person" ? parties : [...parties].reverse();
  return select("Message", chosen, {
    id: () => message.mid,
    created_time: () => graphTime(message.sentAt),
    from: () => from,
    to: () => ({ data: [to] }),
    message: () => message.text ?? "",
    attachments: () => attachments(platform, message),
    sticker: () => stickerAddress(platform, message),
    shares: () => shares(message),
    reply_to: () => (message.replyTo ? { mid: message.replyTo, id: message.replyTo } : undefined),
    reactions: () =>
      message.reaction ? { data: [{ reaction: message.reaction, users: [{ id: thread.psid }] }] } : undefined,
    tags: () => ({ data: [{ name: message.from === "person" ? "inbox" : "sent" }] }),
    is_echo: () => undefined,
  });
}

export function requireReadable(platform: Platform, thread: Thread, message: Message): void {
  if (!isReadable(platform, thread, message))
    throw new GraphError({
      code: 9000001,
      message: "(#9000001) The message was deleted or is no longer available",
    });
}

export function personParty(thread: Thread, person: Person): object {
  return { name: person.name, email: `${thread.psid}@facebook.com`, id: thread.psid };
}

export function pageParty(page: Page): object {
  return { name: page.name, email: `${page.id}@facebook.com`, id: page.id };
}

function isReadable({ world }: Platform, thread: Thread, message: Message): boolean {
  if (message.deleted) return false;
  const newest = thread.mids.slice(-READABLE);
  return world.messages.has(message.mid) && newest.includes(message.mid);
}

function attachments({ media }: Platform, message: Message): object | undefined {
  const files = message.attachments.filter(({ type }) => ["image", "audio", "video", "file"].includes(type));
  if (files.length === 0) return undefined;
  return {
    data: files.map((file, index) => {
      const url = media.addressOf(file);
      const known = file.mediaId ? media.find(file.mediaId) : null;
      const facts = {
        id: `${message.mid}-${index}`,
        mime_type: known?.mime ?? "application/octet-stream",
        name: known?.name ?? "file",
        size: known?.size ?? 0,
      };
      if (file.type === "image")
        return { ...facts, image_data: { width: 480, height: 320, url, preview_url: url } };
      if (file.type === "video")
        return { ...facts, video_data: { width: 160, height: 120, length: 1, url, preview_url: url } };
      return { ...facts, file_url: url };
    }),
  };
}

function stickerAddress({ media }: Platform, message: Message): string | undefined {
  const sticker = message.attachments.find(({ type }) => type === "sticker");
  return sticker && media.addressOf(sticker);
}

function shares(message: Message): object | undefined {
  const shared = message.attachments.filter(({ type }) =>
    ["fallback", "post", "reel", "location"].includes(type),
  );
  if (shared.length === 0) return undefined;
  return {
    data: shared.map(({ url, title }, index) => ({ id: `${message.mid}-s${index}`, link: url, name: title })),
  };
}
