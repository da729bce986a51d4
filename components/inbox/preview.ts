import type { Conversation } from "@/lib/conversations/shapes";

type LastMessage = NonNullable<Conversation["lastMessage"]>;

/** The line below the name: who spoke last, and what they said or sent. */
export function previewOf(last: LastMessage, myId: string): { speaker: string | null; text: string } {
  const text = textOf(last);
  return { speaker: speakerOf(last, myId, text), text: text || wordsFor(last) };
}

/** Of a file that went as a link its name; the address says nothing to anybody. */
function textOf({ kind, direction, attachmentType, text }: LastMessage) {
  const isLinkedFile = kind === "link" && direction === "out" && attachmentType !== null;
  return (isLinkedFile ? text?.split("\n")[0] : text)?.trim();
}

function speakerOf({ kind, author, visibility, status, approval }: LastMessage, myId: string, text?: string) {
  if (status === "failed") return "Not sent";
  if (status === "queued" && approval === "pending") return "Waits for approval";
  if (visibility === "note") return author.id === myId ? "Your note" : `${author.name}, note`;
  if (author.kind === "contact") return (text && spoken[kind]) || null;
  if (author.kind === "system") return null;
  return author.id === myId ? "You" : author.name;
}

/** What was said in public and is no comment; those the row's mark tells apart. */
const spoken: Record<string, string> = { post: "Post", rating: "Recommendation" };

function wordsFor({ kind, attachmentType }: LastMessage) {
  if (attachmentType) return attachments[attachmentType];
  return kinds[kind] ?? "Something we can't show yet";
}

const attachments: Record<NonNullable<LastMessage["attachmentType"]>, string> = {
  image: "Photo",
  audio: "Voice message",
  video: "Video",
  file: "File",
  sticker: "Sticker",
  location: "Location",
  link: "Link",
  product: "Product",
  appointment: "Appointment",
};

const kinds: Record<string, string> = {
  media: "Attachment",
  sticker: "Sticker",
  location: "Location",
  postback: "Chose a button",
  link: "Link",
  template: "Template",
  order: "Order",
  comment: "Comment",
  post: "Post",
  rating: "Recommendation",
  system: "Something changed",
  text: "",
};
