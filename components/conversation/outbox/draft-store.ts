"use client";

import { useSyncExternalStore } from "react";
import type { Message, MessageAttachment } from "@/lib/conversations/shapes";
import { changed, type Shown } from "../composer/composer-deeds";
import type { ComposerMode } from "../composer/composer-mode";
import { browserShelf, keep } from "./kept";
import type { SendOrder } from "./send-draft";

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
  /** Null: none was chosen, so it follows the contact; see `composerMode`. */
  mode: ComposerMode | null;
  /** The side of the contact for as long as which an empty composer stays in its mode; null = until another is chosen. */
  until: string | null;
  replyTo: Quoted | null;
  /** What it answers in public where nothing was chosen: it stays that, whatever comes while somebody writes. */
  answering: Quoted | null;
  /** The text names the contact, who is told of it. */
  mentionsContact: boolean;
  /** What is said in public beside a private reply; null = nothing. */
  callToAction: string | null;
  quickReplies: string[];
  files: DraftFile[];
  /** The answer of somebody else that its author had seen when they began; see `useSeenAnswer`. */
  seenAnswerId?: string | null | undefined;
  /** Its author has sent it, and it waits for its files. */
  sendWhenReady: SendOrder | null;
}

/** A message as the composer shows what it answers. */
export type Quoted = NonNullable<Message["replyTo"]>;

export const emptyDraft: ComposerDraft = {
  text: "",
  mode: null,
  until: null,
  replyTo: null,
  answering: null,
  mentionsContact: false,
  callToAction: null,
  quickReplies: [],
  files: [],
  sendWhenReady: null,
};

const SAVE_PAUSE_MS = 300;

/** Whose drafts: several people may use one browser. */
let prefix = "pagedesk:draft:";
const drafts = new Map<string, ComposerDraft>();
const unsaved = new Set<string>();
const shownIn = new Map<string, Shown>();
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

/** What the composer of a conversation shows: whatever is begun in it is begun in that. */
export function rememberShown(conversationId: string, shown: Shown) {
  shownIn.set(conversationId, shown);
}

export function changeDraft(conversationId: string, change: Partial<ComposerDraft>) {
  drafts.set(conversationId, changed(readDraft(conversationId), change, shownIn.get(conversationId)));
  unsaved.add(conversationId);
  clearTimeout(pause);
  pause = setTimeout(saveDrafts, SAVE_PAUSE_MS);
  for (const listener of listeners) listener();
}

/**
 * Gives an unsent message back to its author, in front of what they have begun meanwhile. Of two modes the one that
 * fewer people see is on: nothing is told to more of them than it was written for.
 */
export function takeBack(conversationId: string, unsent: ComposerDraft) {
  const { text, files, mode } = readDraft(conversationId);
  const begun = text || files.length > 0 ? (mode ?? "private") : unsent.mode;
  changeDraft(conversationId, {
    ...unsent,
    mode: (["note", "private"] as const).find((one) => one === begun || one === unsent.mode) ?? unsent.mode,
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
    // What an earlier version kept lacks what is new. Its files wait for their author to send them again.
    const isWhole = read.callToAction !== undefined;
    return {
      ...emptyDraft,
      ...read,
      text: String(read.text ?? ""),
      sendWhenReady: (isWhole && read.sendWhenReady) || null,
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
