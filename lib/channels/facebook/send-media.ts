import type { OutboundMedia } from "@/lib/channels/channel";
import { log } from "@/lib/log";
import type { GraphCall } from "./graph";
import { multipart } from "./multipart";

/**
 * 25 MB take their time. Still below the patience after which an unsettled message is looked into, so that nobody
 * looks while the upload runs.
 */
export const UPLOAD_TIMEOUT_MS = 55_000;

/**
 * What the call carries: JSON, or with a file one form with `filedata`. Files are uploaded with the send, since an
 * address of ours need not be reachable from the platform, and pictures by address may have no more than 8 MB.
 *
 * @returns null when the file can't be opened.
 */
export async function contentOf(
  body: { message: Record<string, unknown>; [field: string]: unknown },
  media: OutboundMedia | undefined,
): Promise<Pick<GraphCall, "body" | "form" | "timeoutMs"> | null> {
  if (!media) return { body };

  const opened = await opening(media);
  if (!opened) return null;

  const message = { ...body.message, attachment: { type: media.as, payload: {} } };
  const file = { field: "filedata", name: media.name, contentType: media.contentType, size: media.size };
  return {
    form: multipart(texts({ ...body, message }), { ...file, body: opened }),
    timeoutMs: UPLOAD_TIMEOUT_MS,
  };
}

/** @returns null when our copy can't be opened. */
export function opening(media: OutboundMedia) {
  return media.open().catch((error: unknown) => {
    log.error({ err: error }, "an attachment could not be opened");
    return null;
  });
}

/** In a form, objects travel as JSON in a text. */
function texts(fields: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}
