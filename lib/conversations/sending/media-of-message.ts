import { eq } from "drizzle-orm";
import type { Reader } from "@/db/client";
import { attachments } from "@/db/schema/conversations";
import type { OutboundMedia } from "@/lib/channels/channel";
import { mediaPlan } from "@/lib/channels/media-plan";
import { storage } from "@/lib/storage/storage";
import type { MessageRow } from "../change-message";

/** The file that a message of ours carries; none when it goes as a link, which stands in the text. */
export async function mediaOf(
  reader: Reader,
  message: Pick<MessageRow, "id" | "kind">,
  channelKind: "facebook" | "x",
): Promise<OutboundMedia | undefined> {
  if (message.kind !== "media" && message.kind !== "comment") return undefined;
  const [file] = await reader
    .select()
    .from(attachments)
    .where(eq(attachments.messageId, message.id))
    .limit(1);
  if (!file) return undefined;

  const { contentType, size, name, storageKey } = file;
  const plan = mediaPlan(channelKind, { contentType, size });
  return {
    as: plan.way === "attachment" ? plan.as : "file",
    name: name ?? "file",
    contentType: contentType ?? "application/octet-stream",
    size: size ?? 0,
    async open() {
      if (!storageKey) throw new Error("The attachment has no copy.");
      return (await storage().read(storageKey)).body;
    },
  };
}
