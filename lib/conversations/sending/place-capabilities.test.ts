import { describe, expect, test } from "vitest";
import { MEGABYTE } from "@/lib/uploads/upload-limits";
import { type ReplyContent, type ReplyPlace, refusalAt } from "./place-capabilities";

const coffee = { kind: "facebook", lengthLimit: 640 } as const;
const picture = { contentType: "image/jpeg", size: 40_000 };
const recording = { contentType: "audio/mp4", size: 40_000 };
const words = (length: number) => "a".repeat(length);

type Row = [
  what: string,
  content: Partial<ReplyContent>,
  thread: string | null,
  privateReply: string | null,
  comment: string | null,
];

/** `null` = it may go; else what stands against it. */
const truths: Row[] = [
  ["a text of the channel's limit", { text: words(640) }, null, null, null],
  ["a longer text", { text: words(641) }, "too_long", "too_long", null],
  ["a text of 8,000", { text: words(8_000) }, "too_long", "too_long", null],
  ["a text of 8,001", { text: words(8_001) }, "too_long", "too_long", "too_long"],
  ["a picture", { files: [picture] }, null, null, null],
  ["a picture with a text", { text: "Look", files: [picture] }, null, "text_and_file", null],
  ["two pictures", { files: [picture, picture] }, null, "files", "files"],
  ["a recording", { files: [recording] }, null, null, "file_kind"],
  ["a document", { files: [{ contentType: "application/pdf", size: 9 }] }, null, null, "file_kind"],
  [
    "a very large picture",
    { files: [{ contentType: "image/png", size: 11 * MEGABYTE }] },
    null,
    null,
    "file_size",
  ],
  ["quick replies", { text: "Which?", quickReplies: 2 }, null, null, "quick_replies"],
  ["a mention", { text: "@Maria", mentionsContact: true }, "mention", "mention", null],
];

describe.each(["thread", "private_reply", "public_comment"] as const)("%s", (place) => {
  test.each(truths)("%s", (_what, content, ...expected) => {
    const asked = { text: "", files: [], quickReplies: 0, mentionsContact: false, ...content };

    const refusal = refusalAt(place, coffee, asked);
    expect(refusal && (refusal.details.what ?? refusal.code)).toBe(expected[columnOf[place]]);
    if (refusal) expect(refusal.message).toMatch(/^[A-Z].*\.$/);
  });
});

const columnOf: Record<ReplyPlace, number> = { thread: 0, private_reply: 1, public_comment: 2 };
