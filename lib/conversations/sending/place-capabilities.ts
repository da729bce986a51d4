import { facebookLimits } from "@/lib/channels/facebook/limits";
import { type MediaKind, mediaKindOf } from "@/lib/channels/media-plan";
import { MEGABYTE, MOST_ATTACHMENTS } from "@/lib/uploads/upload-limits";

/** Where a reply goes. A private reply is the one private message that answers something said in public. */
export type ReplyPlace = "thread" | "private_reply" | "public_comment";

export interface PlaceCapabilities {
  /** UTF-16 units. */
  textLimit: number;
  files: {
    most: number;
    kinds: readonly MediaKind[];
    /** Bytes. Null: what is too large for the platform goes as a link. */
    largest: number | null;
    /** Whether one reply may hold a text and a file. */
    withText: boolean;
  };
  /** What can't go there, in words that tell why. What is not named can. */
  not: Partial<Record<"files" | "quickReplies" | "voice" | "mention", string>>;
}

/** What a reply would hold. */
export interface ReplyContent {
  text: string;
  files: readonly { contentType: string | null; size: number | null }[];
  quickReplies: number;
  mentionsContact: boolean;
}

export interface PlaceRefusal {
  /** `not_here`: something of it can't go to this place; `what` names it. */
  code: "too_long" | "not_here";
  /** For agents, as it is. */
  message: string;
  details: Record<string, unknown>;
}

type Channel = { kind: "facebook" | "x"; lengthLimit: number };

const everyKind = ["image", "audio", "video", "file"] as const;
const onlyInPublic = "Mentions exist in public comments only.";
const onlyInMessenger = "exist in Messenger only, not in public comments.";

/** Not on Meta's page of comments: its page of photos names this for a picture. */
const LARGEST_COMMENT_IMAGE = 10 * MEGABYTE;

/**
 * What may go where; composer and sending both ask here. Meta, comments edge, 2026: a message and one picture as
 * `source`. Meta, Private Replies, 2026-04-16: one message of any kind for each comment.
 */
export function placeCapabilities(place: ReplyPlace, { lengthLimit }: Channel): PlaceCapabilities {
  switch (place) {
    case "thread":
      return {
        textLimit: lengthLimit,
        files: { most: MOST_ATTACHMENTS, kinds: everyKind, largest: null, withText: true },
        not: { mention: onlyInPublic },
      };
    case "private_reply":
      return {
        textLimit: lengthLimit,
        files: { most: 1, kinds: everyKind, largest: null, withText: false },
        not: { mention: onlyInPublic },
      };
    case "public_comment":
      return {
        textLimit: facebookLimits.commentLength,
        files: { most: 1, kinds: ["image"], largest: LARGEST_COMMENT_IMAGE, withText: true },
        not: {
          quickReplies: `Quick replies ${onlyInMessenger}`,
          voice: `Voice messages ${onlyInMessenger}`,
        },
      };
    default:
      return place satisfies never;
  }
}

/** Why a reply can't go to this place as it is; null = it can. */
export function refusalAt(place: ReplyPlace, channel: Channel, content: ReplyContent): PlaceRefusal | null {
  const can = placeCapabilities(place, channel);
  const { text, files, quickReplies, mentionsContact } = content;
  if (text.length > can.textLimit) return tooLong(place, text.length, can.textLimit);
  if (quickReplies > 0 && can.not.quickReplies) return notHere("quick_replies", can.not.quickReplies);
  if (mentionsContact && can.not.mention) return notHere("mention", can.not.mention);
  if (files.length > can.files.most) return notHere("files", tooMany[place]);
  if (files.length > 0 && text && !can.files.withText) return notHere("text_and_file", tooMany[place]);
  return files.map((file) => refusalOfFile(can.files, channel, file)).find((found) => found !== null) ?? null;
}

function refusalOfFile(
  { kinds, largest }: PlaceCapabilities["files"],
  { kind }: Channel,
  file: ReplyContent["files"][number],
): PlaceRefusal | null {
  if (!kinds.includes(mediaKindOf(kind, file.contentType)))
    return notHere("file_kind", "Only a picture (JPEG, PNG or GIF) can go with a public comment.");
  if (largest !== null && (file.size ?? 0) > largest) {
    const message = `A picture in a public comment may have up to ${largest / MEGABYTE} MB. Make it smaller.`;
    return notHere("file_size", message);
  }
  return null;
}

const tooMany: Record<ReplyPlace, string> = {
  thread: `Up to ${MOST_ATTACHMENTS} files go with a message.`,
  private_reply:
    "Facebook takes one single message as a private reply: a text or one file. The rest can follow when the person has answered.",
  public_comment: "One picture can go with a public comment.",
};

function tooLong(place: ReplyPlace, length: number, limit: number): PlaceRefusal {
  const words: Record<ReplyPlace, string> = {
    thread: `This is ${length} characters long; one message takes ${limit}. Split it.`,
    private_reply: `This is ${length} characters long; a private reply is one single message of up to ${limit}. Shorten it; the rest can follow when the person has answered.`,
    public_comment: `This is ${length} characters long; a public comment takes ${limit}. Shorten it.`,
  };
  return { code: "too_long", message: words[place], details: { place, limit, length } };
}

function notHere(what: string, message: string): PlaceRefusal {
  return { code: "not_here", message, details: { what } };
}
