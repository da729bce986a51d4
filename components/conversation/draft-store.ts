"use client";

import { useSyncExternalStore } from "react";
import type { Message, MessageAttachment } from "@/lib/conversations/shapes";
import { browserShelf, keep } from "./kept";

/** A file in the composer. What is under way of it is known to the uploads alone. */
export interface DraftFile {
  key: string;
  name: string;
  type: string;
  /** Bytes. */
  size: number;
  /** The server's name of the upload, as soon as it has one: a reload goes on from there. */
  uploadId: string | null;
  /** Set once it is complete. */
  attachment: MessageAttachment | null;
  /** It will never be complete, for the server has refused it. */
  refused?: boolean;
}

/** What stands in the composer of one conversation. */
export interface ComposerDraft {
  text: string;
  mode: "private" | "note";
  replyTo: NonNullable<Message["replyTo"]> | null;
  quickReplies: string[];
  files: DraftFile[];
  /** Its author has sent it, and it waits for its files. */
  sendWhenReady: { ownerId: string; limit: number } | null;
}

export const emptyDraft: ComposerDraft = {
  text: "",
  mode: "private",
  replyTo: null,
  quickReplies: [],
  files: [],
  sendWhenReady: null,
};

const SAVE_PAUSE_MS = 300;

/** Whose drafts: several people may use one browser. */
let prefix = "pagedesk:draft:";
const drafts = new Map<string, ComposerDraft>();
const unsaved = new Set<string>();
const listeners = new Set<() => void>();
let pause: ReturnType<typeof setTimeout> | undefined;

/** From now on the drafts are this person's; nobody sees another's. */
export function keepDraftsOf(ownerId: string) {
  const next = `pagedesk:draft:${ownerId}:`;
  if (typeof window === "undefined" || next === prefix) return;
  saveDrafts();
  prefix = next;
  drafts.clear();
}

/** What was typed survives another conversation, a reload and a closed window, on this computer. */
export function useDraft(conversationId: string): ComposerDraft {
  return useSyncExternalStore(
    subscribe,
    () => readDraft(conversationId),
    () => emptyDraft,
  );
}

export function changeDraft(conversationId: string, change: Partial<ComposerDraft>) {
  drafts.set(conversationId, { ...readDraft(conversationId), ...change });
  unsaved.add(conversationId);
  clearTimeout(pause);
  pause = setTimeout(saveDrafts, SAVE_PAUSE_MS);
  for (const listener of listeners) listener();
}

/** Gives an unsent message back to its author, in front of what they have begun meanwhile. */
export function takeBack(conversationId: string, unsent: ComposerDraft) {
  const { text, files } = readDraft(conversationId);
  changeDraft(conversationId, {
    ...unsent,
    text: [unsent.text, text].filter(Boolean).join("\n"),
    files: [...unsent.files, ...files],
  });
}

export function readDraft(conversationId: string): ComposerDraft {
  const known = drafts.get(conversationId);
  if (known) return known;

  const read = parse(browserShelf()?.getItem(prefix + conversationId));
  drafts.set(conversationId, read);
  return read;
}

function parse(saved: string | null | undefined): ComposerDraft {
  if (!saved) return emptyDraft;
  try {
    const read = JSON.parse(saved) as Partial<ComposerDraft>;
    const { text, mode, replyTo, quickReplies, files, sendWhenReady } = read;
    return {
      text: String(text ?? ""),
      mode: mode === "note" ? "note" : "private",
      replyTo: replyTo ?? null,
      quickReplies: quickReplies ?? [],
      files: files ?? [],
      sendWhenReady: sendWhenReady ?? null,
    };
  } catch {
    return emptyDraft;
  }
}

function saveDrafts() {
  clearTimeout(pause);
  for (const conversationId of unsaved) {
    const draft = readDraft(conversationId);
    const { text, replyTo, quickReplies, files } = draft;
    const isEmpty = !text && !replyTo && quickReplies.length === 0 && files.length === 0;
    keep(browserShelf(), prefix + conversationId, isEmpty ? null : JSON.stringify(draft));
  }
  unsaved.clear();
}

/** What another window of this browser wrote stands here too, unless something newer was typed here. */
function readChanged({ key }: StorageEvent) {
  const conversationId = key?.startsWith(prefix) ? key.slice(prefix.length) : "";
  if (!conversationId || unsaved.has(conversationId)) return;
  drafts.delete(conversationId);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  if (listeners.size === 0) {
    window.addEventListener("pagehide", saveDrafts);
    window.addEventListener("storage", readChanged);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.removeEventListener("pagehide", saveDrafts);
    window.removeEventListener("storage", readChanged);
    saveDrafts();
  };
}
