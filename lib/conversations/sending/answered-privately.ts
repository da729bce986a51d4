import type { Reader } from "@/db/client";
import type { MessageRow } from "../change-message";
import { isNamed, privateReplyOf, selectPublic } from "../publications/present-publications";
import type { PrivateReply } from "../publications/shapes";

export interface AnsweredPrivately {
  /** Whether the platform takes a private reply to it now. */
  state: PrivateReply["state"];
  to: "comment" | "post";
}

/** What a private reply of ours answers, which is not counted as used by this one; null for every other message. */
export async function answeredPrivately(
  reader: Reader,
  { channelId, privateReplyTo: externalId }: Pick<MessageRow, "channelId" | "privateReplyTo">,
  now: Date,
): Promise<AnsweredPrivately | null> {
  if (!externalId) return null;
  const [row] = await selectPublic(reader).where(isNamed([{ channelId, externalId }]));
  if (!row) return { state: "impossible", to: "comment" };

  const { state } = privateReplyOf({ ...row, used: false }, now);
  return { state, to: row.publication.kind === "post" ? "post" : "comment" };
}
