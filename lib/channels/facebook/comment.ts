import type { OutboundMessage } from "@/lib/channels/channel";
import type { GraphCall } from "./graph";
import { multipart } from "./multipart";
import { opening, UPLOAD_TIMEOUT_MS } from "./send-media";

type Content = Pick<GraphCall, "body" | "form" | "timeoutMs">;

/**
 * A comment of the Page: JSON, or with a picture one form with `source`. Meta, comments edge, 2026.
 *
 * @returns null when the picture can't be opened.
 */
export async function contentOfComment(comment: OutboundMessage): Promise<Content | null> {
  const message = withMention(comment);
  const { media } = comment;
  if (!media) return { body: { message } };

  const body = await opening(media);
  if (!body) return null;
  const { name, contentType, size } = media;
  return {
    form: multipart(message ? { message } : {}, { field: "source", name, contentType, size, body }),
    timeoutMs: UPLOAD_TIMEOUT_MS,
  };
}

/** Meta, Page Mentioning, 2026-04-16: `@[id]` inside of the text; the platform shows the person's name in its place. */
function withMention({ text, mention }: Pick<OutboundMessage, "text" | "mention">) {
  return mention ? text.replace(`@${mention.name}`, () => `@[${mention.externalId}]`) : text;
}
