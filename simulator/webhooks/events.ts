import type { MediaShelf } from "../cdn/media-shelf";
import type { Message, Thread } from "../world/entities";

/** The objects inside `messaging[]`, shaped as in reference 3.5. Those of a person start like this. */
export function fromPerson(thread: Thread, timestamp: number, content: object): object {
  return { sender: { id: thread.psid }, recipient: { id: thread.pageId }, timestamp, ...content };
}

export function personMessageEvent(
  thread: Thread,
  message: Message,
  media: MediaShelf,
  extra: object = {},
): object {
  return fromPerson(thread, message.sentAt, {
    message: { mid: message.mid, ...contentOf(message, media), ...extra },
  });
}

/** Sender and recipient are swapped; `app_id` is a number on the wire (reference 3.5.3). */
export function echoEvent(thread: Thread, message: Message, media: MediaShelf): object {
  return {
    sender: { id: thread.pageId },
    recipient: { id: thread.psid },
    timestamp: message.sentAt,
    message: {
      is_echo: true,
      app_id: Number(message.appId),
      ...(message.metadata === null ? {} : { metadata: message.metadata }),
      mid: message.mid,
      ...contentOf(message, media),
    },
  };
}

/** Who only stands by does not learn what a button means. */
export function withoutPayload(event: object): object {
  const { postback, message, ...rest } = event as {
    postback?: { payload?: string };
    message?: { quick_reply?: object };
  };
  if (postback) return { ...rest, postback: { ...postback, payload: undefined } };
  return message ? { ...rest, message: { ...message, quick_reply: undefined } } : event;
}

function contentOf(message: Message, media: MediaShelf): object {
  return {
    ...(message.text === null ? {} : { text: message.text }),
    ...(message.quickReplyPayload === null ? {} : { quick_reply: { payload: message.quickReplyPayload } }),
    ...(message.attachments.length === 0
      ? {}
      : { attachments: message.attachments.map((item) => onTheWire(item, media)) }),
    ...(message.replyTo === null ? {} : { reply_to: { mid: message.replyTo } }),
  };
}

function onTheWire(attachment: Message["attachments"][number], media: MediaShelf): object {
  const url = media.addressOf(attachment);
  switch (attachment.type) {
    case "sticker":
      return { type: "sticker", payload: { url, sticker_id: Number(attachment.stickerId) } };
    case "location":
      return {
        type: "location",
        title: attachment.title,
        url,
        payload: { coordinates: attachment.coordinates },
      };
    case "fallback":
      return {
        type: "fallback",
        title: attachment.title,
        url,
        payload: url ? { url, title: attachment.title } : null,
      };
    default:
      return {
        type: attachment.type,
        payload: { ...(url ? { url } : {}), ...withTitle(attachment), ...attachment.payload },
      };
  }
}

function withTitle({ type, title }: Message["attachments"][number]): object {
  return title !== undefined && ["reel", "ig_reel", "post", "ig_post"].includes(type) ? { title } : {};
}
