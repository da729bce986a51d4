"use client";

import { useSyncExternalStore } from "react";
import { type DetailedError, Upload } from "tus-js-client";
import { ApiError, api } from "@/components/api";
import { showToast } from "@/components/ui/toast";
import type { MessageAttachment } from "@/lib/conversations/shapes";
import { MOST_ATTACHMENTS } from "@/lib/uploads/upload-limits";
import { changeDraft, type DraftFile, readDraft } from "../outbox/draft-store";
import { sendWhenReady } from "../outbox/send-draft";
import { forgetFile, forgetOldFiles, keepFile, keptFile } from "./kept-files";

/** Where an upload stands. `broken` goes on by itself, `refused` never; `lost` needs the file once more. */
export interface UploadState {
  stage: "starting" | "running" | "paused" | "broken" | "refused" | "lost" | "elsewhere" | "done";
  /** Bytes that the server has. */
  sent: number;
  words: string | null;
  /** A picture, straight from the file. */
  previewUrl: string | null;
}

interface Live {
  state: UploadState;
  upload: Upload | null;
  /** Lets other windows have it. */
  release: () => void;
}

/** Above the smallest part of S3; what is under way is lost on a broken connection only there. */
const CHUNK_BYTES = 6 * 1024 * 1024;
const RETRY_DELAYS_MS = [0, 1_000, 3_000, 5_000];
const NEXT_ROUND_MS = 10_000;

const starting: UploadState = { stage: "starting", sent: 0, words: null, previewUrl: null };
const uploads = new Map<string, Live>();
const listeners = new Set<() => void>();

window.addEventListener("online", () => {
  for (const [key, { state }] of uploads) if (state.stage === "broken") goOn(key);
});
void forgetOldFiles();

export function useUpload({ key, attachment, refused, size }: DraftFile): UploadState {
  const state = useSyncExternalStore(subscribe, () => uploads.get(key)?.state ?? starting);
  if (refused) return { ...state, stage: "refused", words: state.words ?? "This file can't be uploaded." };
  return attachment ? { ...state, stage: "done", sent: size } : state;
}

/** Puts files into the composer of a conversation, and begins to upload them. */
export function addFiles(conversationId: string, files: File[]) {
  const room = MOST_ATTACHMENTS - readDraft(conversationId).files.length;
  if (files.length > room) showToast(`Up to ${MOST_ATTACHMENTS} files go with a message.`);
  const added = files.slice(0, Math.max(room, 0)).map((file) => ({ file, draftFile: draftFileOf(file) }));
  changeDraft(conversationId, {
    files: [...readDraft(conversationId).files, ...added.map(({ draftFile }) => draftFile)],
  });
  for (const { file, draftFile } of added) {
    void keepFile(draftFile.key, file);
    void begin(conversationId, draftFile, file);
  }
}

/** After a reload: what was not complete goes on, from a copy of the file where there is one. */
export async function resumeFiles(conversationId: string) {
  for (const draftFile of readDraft(conversationId).files) {
    if (draftFile.attachment || draftFile.refused || uploads.has(draftFile.key)) continue;
    uploads.set(draftFile.key, { state: starting, upload: null, release: () => {} });
    const file = await keptFile(draftFile.key);
    if (file) await begin(conversationId, draftFile, file);
    else change(draftFile.key, { stage: "lost", words: "Choose the file again to go on." });
  }
}

/** The file that was lost with a reload, chosen once more. Another one takes its place from the start. */
export function chooseAgain(conversationId: string, draftFile: DraftFile, file: File) {
  const isSame = file.name === draftFile.name && file.size === draftFile.size;
  const next = isSame ? draftFile : { ...draftFileOf(file), key: draftFile.key };
  changeFile(conversationId, draftFile.key, next);
  void keepFile(draftFile.key, file);
  void begin(conversationId, next, file);
}

export function pauseUpload(key: string) {
  void uploads.get(key)?.upload?.abort();
  change(key, { stage: "paused", words: null });
}

/** Goes on from where the server is. */
export function goOn(key: string) {
  change(key, { stage: "running", words: null });
  uploads.get(key)?.upload?.start();
}

/** Out of the composer, and off the server. */
export function removeFile(conversationId: string, { key, uploadId, attachment }: DraftFile) {
  void uploads.get(key)?.upload?.abort();
  end(key);
  const files = readDraft(conversationId).files.filter((file) => file.key !== key);
  changeDraft(conversationId, { files });
  const id = attachment?.id ?? uploadId;
  // Whatever is left behind is swept.
  if (id) api("DELETE", `/api/uploads/${id}`).catch(() => {});
  sendWhenReady(conversationId);
}

async function begin(conversationId: string, draftFile: DraftFile, file: File) {
  const { key } = draftFile;
  const previewUrl = /^image\/(jpeg|png|gif|webp|avif)$/.test(file.type) ? URL.createObjectURL(file) : null;
  const release = await holdAlone(key);
  uploads.set(key, { state: { ...starting, previewUrl }, upload: null, release: release ?? (() => {}) });
  if (!release) return change(key, { stage: "elsewhere", words: "Another window uploads it." });

  const upload = newUpload(conversationId, draftFile, file);
  uploads.get(key)!.upload = upload;
  goOn(key);
}

function newUpload(conversationId: string, { key, uploadId }: DraftFile, file: File) {
  const upload = new Upload(file, {
    endpoint: "/api/uploads",
    uploadUrl: uploadId ? `/api/uploads/${uploadId}` : null,
    chunkSize: CHUNK_BYTES,
    retryDelays: RETRY_DELAYS_MS,
    storeFingerprintForResuming: false, // the draft knows
    metadata: { filename: file.name, filetype: file.type },
    onUploadUrlAvailable: () => changeFile(conversationId, key, { uploadId: idOf(upload) }),
    onProgress: (sent) => change(key, { sent }),
    onError: (error) => onError(conversationId, key, error),
    onSuccess: () => void complete(conversationId, key, idOf(upload)),
  });
  return upload;
}

/** The server tells what the file is, by its content. */
async function complete(conversationId: string, key: string, uploadId: string) {
  try {
    const attachment = await api<MessageAttachment>("GET", `/api/uploads/${uploadId}`);
    changeFile(conversationId, key, { attachment });
    change(key, { stage: "done", words: null });
    void forgetFile(key);
    sendWhenReady(conversationId);
  } catch (error) {
    onError(conversationId, key, error);
  }
}

function onError(conversationId: string, key: string, error: unknown) {
  const { status, words } = reasonOf(error);
  if (status >= 400 && status < 500 && status !== 401 && status !== 409 && status !== 423) {
    change(key, { stage: "refused", words });
    changeFile(conversationId, key, { refused: true });
    changeDraft(conversationId, { sendWhenReady: null });
    return;
  }
  change(key, {
    stage: "broken",
    words: status === 401 ? "You are signed out. It goes on when you are back." : "Goes on by itself.",
  });
  setTimeout(() => {
    if (uploads.get(key)?.state.stage === "broken") goOn(key);
  }, NEXT_ROUND_MS);
}

function reasonOf(error: unknown) {
  if (error instanceof ApiError) return { status: error.status, words: error.message };
  const response = (error as DetailedError).originalResponse;
  const unknown = "This file can't be uploaded.";
  try {
    const body = JSON.parse(response?.getBody() ?? "") as { error?: { message?: string } };
    return { status: response?.getStatus() ?? 0, words: body.error?.message ?? unknown };
  } catch {
    return { status: response?.getStatus() ?? 0, words: unknown };
  }
}

/** Null while another window has it. */
async function holdAlone(key: string): Promise<(() => void) | null> {
  uploads.get(key)?.release();
  if (!navigator.locks) return () => {};
  return new Promise((resolve) => {
    void navigator.locks.request(`pagedesk:upload:${key}`, { ifAvailable: true }, (lock) => {
      if (!lock) return resolve(null);
      return new Promise<void>((released) => resolve(() => released()));
    });
  });
}

function end(key: string) {
  const live = uploads.get(key);
  if (live?.state.previewUrl) URL.revokeObjectURL(live.state.previewUrl);
  live?.release();
  uploads.delete(key);
  void forgetFile(key);
}

function draftFileOf({ name, type, size }: File): DraftFile {
  return { key: crypto.randomUUID(), name, type, size, uploadId: null, attachment: null };
}

function changeFile(conversationId: string, key: string, changed: Partial<DraftFile>) {
  const files = readDraft(conversationId).files.map((file) =>
    file.key === key ? { ...file, ...changed } : file,
  );
  changeDraft(conversationId, { files });
}

function change(key: string, changed: Partial<UploadState>) {
  const live = uploads.get(key);
  if (!live) return;
  live.state = { ...live.state, ...changed };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function idOf({ url }: Upload) {
  return url?.split("/").at(-1) ?? "";
}
