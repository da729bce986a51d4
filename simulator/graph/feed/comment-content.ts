import type { Page } from "../../world/entities";
import type { Post, Tag } from "../../world/feed/published";
import type { GraphCall } from "../graph-call";
import { badParameter, GraphError } from "../graph-error";
import { withNames } from "./mentions";

const TEXT_LIMIT = 8_000;
const SIZE_LIMIT = 10 * 1024 * 1024;
const FETCH_MS = 10_000;
const ATTACHMENTS = ["attachment_url", "attachment_id", "attachment_share_url"];

export interface CommentContent {
  text?: string | undefined;
  tags: Tag[];
  mediaId?: string | undefined;
  link: string | null;
}

/** Words, a picture or video, or a link: at least one of them (reference 7.4). */
export async function contentOf(call: GraphCall, page: Page, post: Post): Promise<CommentContent> {
  const message = call.text("message");
  const given = ATTACHMENTS.filter((name) => call.text(name));
  const source = call.files.get("source");
  if (given.length + (source ? 1 : 0) > 1) throw badParameter("A comment can have one attachment only");
  if (!message?.trim() && given.length === 0 && !source) throw badParameter("Missing message or attachment");
  if (message && message.length > TEXT_LIMIT)
    throw badParameter(`Length of param message must be less than or equal to ${TEXT_LIMIT}`);

  const { text, tags } = withNames(call, page, post, message ?? "");
  const mediaId = source ? await keep(call, source) : await mediaNamed(call, page);
  return { text: text === "" ? undefined : text, tags, mediaId, link: call.text("attachment_share_url") };
}

/** A part that doesn't say it is a picture or a video is refused with a bare 200, as was seen (reference 7.4). */
async function keep(call: GraphCall, file: File): Promise<string> {
  if (!/^(image|video)\//.test(file.type))
    throw new GraphError({ code: 200, message: "(#200) Permissions error" });
  if (file.size > SIZE_LIMIT) throw badParameter("The file is too large");
  return call.platform.media.put(Buffer.from(await file.arrayBuffer()), file.type, file.name);
}

async function mediaNamed(call: GraphCall, page: Page): Promise<string | undefined> {
  const address = call.text("attachment_url");
  if (address) return fetchPicture(call, address);
  const id = call.text("attachment_id");
  if (!id) return undefined;
  const saved = call.platform.world.savedAttachments.get(id);
  if (saved?.pageId !== page.id || saved.type !== "image") throw badParameter("Invalid attachment_id");
  return saved.mediaId;
}

async function fetchPicture(call: GraphCall, address: string): Promise<string> {
  const answer = /^https?:\/\//.test(address)
    ? await fetch(address, { signal: AbortSignal.timeout(FETCH_MS) }).catch(() => null)
    : null;
  const mime = answer?.headers.get("content-type")?.split(";")[0] ?? "";
  if (!answer?.ok || !mime.startsWith("image/")) {
    await answer?.body?.cancel();
    throw badParameter("Param attachment_url is not the address of a picture");
  }
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (bytes.length > SIZE_LIMIT) throw badParameter("The file is too large");
  return call.platform.media.put(bytes, mime, "picture");
}
