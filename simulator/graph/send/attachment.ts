import type { MessageAttachment, Page } from "../../world/entities";
import { DAY_MS } from "../../world/threads";
import type { GraphCall } from "../graph-call";
import { badParameter } from "../graph-error";
import { checkTemplate } from "./template";

const MEDIA = ["image", "audio", "video", "file"];
const MEGABYTE = 1024 * 1024;
const UPLOAD_LIMIT = 25 * MEGABYTE;
const IMAGE_BY_ADDRESS_LIMIT = 8 * MEGABYTE;
const SAVED_LIFE_MS = 90 * DAY_MS;

export interface ReadAttachment {
  attachment: MessageAttachment;
  savedId: string | null;
}

/** One attachment: a template, a saved upload, a file in this call, or an address that is fetched now. */
export async function attachmentOf(
  call: GraphCall,
  page: Page,
  given: Record<string, unknown>,
): Promise<ReadAttachment> {
  const type = String(given.type ?? "");
  const payload = (given.payload ?? {}) as Record<string, unknown>;
  if (type === "template") {
    checkTemplate(payload);
    return { attachment: { type, payload }, savedId: null };
  }
  if (!MEDIA.includes(type))
    throw badParameter(
      "Param message[attachment][type] must be one of {AUDIO, FILE, IMAGE, TEMPLATE, VIDEO}",
    );
  if (payload.attachment_id !== undefined)
    return savedAttachment(call, page, type, String(payload.attachment_id));

  const { bytes, mime, name } = await bytesOf(call, type, payload);
  const mediaId = call.platform.media.put(bytes, mime, name);
  const reusable = payload.is_reusable === true || payload.is_reusable === "true";
  return { attachment: { type, mediaId }, savedId: reusable ? save(call, page, type, mediaId) : null };
}

/** Remembers an upload for 90 days. */
export function save(call: GraphCall, page: Page, type: string, mediaId: string): string {
  const { world } = call.platform;
  const id = world.ids.nextDigits(16, "attachment");
  world.savedAttachments.set(id, { id, pageId: page.id, type, mediaId, createdAt: call.now });
  world.changed();
  return id;
}

function savedAttachment(call: GraphCall, page: Page, type: string, id: string): ReadAttachment {
  const saved = call.platform.world.savedAttachments.get(id);
  if (!saved || saved.pageId !== page.id || saved.type !== type || call.now - saved.createdAt > SAVED_LIFE_MS)
    throw badParameter("Invalid attachment id", 2018074);
  return { attachment: { type, mediaId: saved.mediaId }, savedId: id };
}

async function bytesOf(call: GraphCall, type: string, payload: Record<string, unknown>) {
  const upload = call.files.get("filedata");
  const read = upload ? await readUpload(upload) : await fetchMedia(String(payload.url ?? ""), type);
  if (!fits(type, read.mime)) throw badParameter(`Upload failed: ${read.mime} is not ${type}`, 2018047);
  return read;
}

async function readUpload(file: File) {
  if (file.size > UPLOAD_LIMIT) throw tooBig();
  return {
    bytes: Buffer.from(await file.arrayBuffer()),
    mime: file.type || "application/octet-stream",
    name: file.name,
  };
}

/** The platform gives up after 75 seconds for videos and 10 for everything else (reference 4.7). */
async function fetchMedia(address: string, type: string) {
  if (!/^https?:\/\//.test(address))
    throw badParameter("Param message[attachment][payload] needs a url, an attachment_id or filedata");
  const answer = await fetch(address, {
    signal: AbortSignal.timeout(type === "video" ? 75_000 : 10_000),
  }).catch(() => null);
  if (!answer?.ok) {
    await answer?.body?.cancel();
    throw badParameter("Failed to fetch the file from the url", 2018008);
  }
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (bytes.length > (type === "image" ? IMAGE_BY_ADDRESS_LIMIT : UPLOAD_LIMIT)) throw tooBig();
  const mime = answer.headers.get("content-type")?.split(";")[0] ?? "application/octet-stream";
  return { bytes, mime, name: nameIn(address) };
}

function nameIn(address: string): string {
  return decodeURIComponent(new URL(address).pathname.split("/").pop() || "file");
}

function fits(type: string, mime: string): boolean {
  return type === "file" || mime.startsWith(`${type}/`) || (type === "audio" && mime === "video/mp4");
}

function tooBig() {
  return badParameter("Attachment size exceeds allowable limit", 2018109);
}
