import { Metadata } from "@tus/server";
import { db } from "@/db/client";
import { attachments } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { clock } from "@/lib/clock";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { storableName } from "@/lib/media/file-name";
import { storable } from "@/lib/storable";
import { tus, UPLOAD_ID_HEADER } from "./tus-server";
import { MEGABYTE } from "./upload-limits";

/**
 * Takes a new upload, which belongs to its author. Refused before a byte of the file was read when it is empty or
 * larger than this installation takes.
 *
 * @throws AppError `bad_request`, `invalid`, `too_large`.
 */
export async function beginUpload(agent: Agent, request: Request): Promise<Response> {
  const size = announcedSize(request);
  const { filename, filetype } = metadataOf(request);
  const [upload] = await db
    .insert(attachments)
    .values({
      type: "file",
      name: fileName(filename),
      contentType: filetype?.slice(0, 200),
      size,
      state: "uploading",
      uploadedById: agent.id,
      createdAt: clock.now(),
    })
    .returning({ id: attachments.id });

  const headers = new Headers(request.headers);
  headers.set(UPLOAD_ID_HEADER, upload!.id);
  return tus().server.handleWeb(new Request(request, { headers }));
}

function announcedSize({ headers }: Request): number {
  if (!headers.has("tus-resumable")) {
    throw new AppError("bad_request", "Files are uploaded with the tus protocol, version 1.0.0.");
  }
  const size = Number(headers.get("upload-length") ?? Number.NaN);
  if (!Number.isInteger(size) || size < 0) {
    throw new AppError("invalid", "Upload-Length: must be the size of the file in bytes");
  }
  if (size === 0) throw new AppError("invalid", "This file is empty. Choose another one.");
  if (size > env.UPLOAD_LIMIT * MEGABYTE) throw tooLarge(size);
  return size;
}

function tooLarge(size: number) {
  const message = `This file has ${Math.ceil(size / MEGABYTE)} MB; up to ${env.UPLOAD_LIMIT} MB can be attached.`;
  return new AppError("too_large", message, { details: { limit: env.UPLOAD_LIMIT * MEGABYTE, size } });
}

function metadataOf({ headers }: Request): Record<string, string | null> {
  const given = headers.get("upload-metadata");
  if (!given) return {};
  try {
    return Metadata.parse(given);
  } catch (cause) {
    throw new AppError("invalid", "Upload-Metadata: is not valid", { cause });
  }
}

/** Its last part only, in case a browser names folders. */
function fileName(given: string | null | undefined) {
  const last = String(storable(given ?? ""))
    .split(/[/\\]/)
    .at(-1)!;
  return storableName(last) || "file";
}
