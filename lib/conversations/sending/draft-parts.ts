import { createHash } from "node:crypto";
import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { attachments } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { mediaPlan } from "@/lib/channels/media-plan";
import { AppError } from "@/lib/errors";
import { createLink } from "../files/attachment-links";
import type { AttachmentRow } from "../files/present-attachment";

/** One of the messages that a draft becomes. */
export interface DraftPart {
  id: string;
  kind: "text" | "media" | "link" | "comment";
  text: string | null;
  files: AttachmentRow[];
}

interface Draft {
  id: string;
  text: string;
  attachmentIds?: string[] | undefined;
  visibility: "public" | "private" | "note";
}

/**
 * A platform's message holds a text or one file, and has one name, one receipt and one failure; so a draft becomes a
 * message for its text and one for each file, in this order. A note stays one, and so does a comment. See docs/decisions/files-are-messages.md.
 *
 * @throws AppError `conflict` when a file is not there, not complete, somebody else's or was sent already.
 */
export async function partsOf(
  tx: Tx,
  agent: Agent,
  draft: Draft,
  channelKind: "facebook" | "x",
): Promise<DraftPart[]> {
  const files = await takeFiles(tx, agent, draft.attachmentIds ?? []);
  const text: DraftPart = { id: draft.id, kind: "text", text: draft.text || null, files: [] };
  if (draft.visibility === "public") return [{ ...text, kind: "comment", files }];
  if (draft.visibility === "note") return [{ ...text, kind: draft.text ? "text" : "media", files }];

  const parts = draft.text ? [text] : [];
  for (const file of files) {
    const id = parts.length === 0 ? draft.id : partId(draft.id, file.id);
    parts.push({ id, ...(await partOf(tx, agent, file, channelKind)) });
  }
  return parts;
}

async function partOf(
  tx: Tx,
  agent: Agent,
  file: AttachmentRow,
  channelKind: "facebook" | "x",
): Promise<Omit<DraftPart, "id">> {
  const { way } = mediaPlan(channelKind, file);
  if (way === "attachment") return { kind: "media", text: null, files: [file] };
  return { kind: "link", text: await linkText(tx, agent, file), files: [file] };
}

/** What a contact reads where the platform does not take the file itself. */
export async function linkText(tx: Tx, agent: Agent, file: AttachmentRow) {
  return `${file.name ?? "file"}\n${await createLink(tx, agent, file)}`;
}

/** Locked, so that of two messages that want a file one finds it taken; in the order of the draft. */
async function takeFiles(tx: Tx, agent: Agent, ids: string[]): Promise<AttachmentRow[]> {
  if (ids.length === 0) return [];
  const found = await tx
    .select()
    .from(attachments)
    .where(
      and(
        inArray(attachments.id, ids),
        eq(attachments.uploadedById, agent.id),
        eq(attachments.state, "stored"),
        isNull(attachments.messageId),
      ),
    )
    .for("update");
  const files = ids.flatMap((id) => found.find((file) => file.id === id) ?? []);
  if (files.length < ids.length) {
    const message = "A file of this message is not there any more. Take it out and attach it again.";
    throw new AppError("conflict", message, {
      details: { missing: ids.filter((id) => !found.some((file) => file.id === id)) },
    });
  }
  return files;
}

/** The same draft gives the same ids: RFC 9562, version 5, in the namespace of the draft. */
export function partId(draftId: string, fileId: string) {
  const hash = createHash("sha1")
    .update(Buffer.from(draftId.replaceAll("-", ""), "hex"))
    .update(fileId)
    .digest();
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  );
}
