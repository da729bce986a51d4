import type { Agent } from "@/lib/auth/agent";
import { AppError } from "@/lib/errors";
import { findUpload, type UploadRow } from "./find-upload";
import { finishUpload } from "./finish-upload";
import { tus } from "./tus-server";

/**
 * The next bytes of an upload. What arrived before a connection broke is kept; the last part makes the file an
 * attachment that can be sent.
 *
 * @throws AppError `not_found` for anybody but its author, `conflict` when it is complete already.
 */
export async function receivePart(agent: Agent, uploadId: string, request: Request): Promise<Response> {
  const upload = await findUpload(agent, uploadId);
  if (!request.headers.has("tus-resumable")) {
    throw new AppError("bad_request", "Files are uploaded with the tus protocol, version 1.0.0.");
  }
  if (upload.state !== "uploading") throw new AppError("conflict", "This file is complete already.");

  const answer = await tus().server.handleWeb(request);
  await finishWhenComplete(upload, answer);
  return answer;
}

/**
 * How far an upload has come, as the protocol tells it. It also finishes one whose last part arrived just before a
 * process died.
 */
export async function tellOffset(agent: Agent, uploadId: string, request: Request): Promise<Response> {
  const upload = await findUpload(agent, uploadId);
  if (upload.state === "stored") return complete(upload);

  const answer = await tus().server.handleWeb(request);
  await finishWhenComplete(upload, answer);
  return answer;
}

async function finishWhenComplete(upload: UploadRow, answer: Response) {
  if (answer.ok && Number(answer.headers.get("upload-offset")) === upload.size) await finishUpload(upload);
}

function complete({ size }: UploadRow) {
  const headers = {
    "tus-resumable": "1.0.0",
    "upload-offset": String(size),
    "upload-length": String(size),
    "cache-control": "no-store",
  };
  return new Response(null, { headers });
}
