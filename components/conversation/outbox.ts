import type { Draft } from "./draft";

const PREFIX = "pagedesk:outbox:";
/** What is older goes back into the composer: nobody expects it to be sent by itself any more. */
const SENT_BY_ITSELF_FOR_MS = 60 * 60_000;

/** What was sent but not yet taken by the server, so that a reload or a closed window loses nothing. */
export function keepInOutbox(conversationId: string, draft: Draft) {
  write(conversationId, [...without(conversationId, draft.id), draft]);
}

export function takeFromOutbox(conversationId: string, draftId: string) {
  write(conversationId, without(conversationId, draftId));
}

/** What is still there, from this page or from one before it. */
export function readOutbox(conversationId: string): Draft[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + conversationId) ?? "[]");
    return Array.isArray(kept) ? (kept as Draft[]) : [];
  } catch {
    return [];
  }
}

/** Whether its author still expects it to go out by itself. */
export function isFresh({ writtenAt }: Draft, now: number): boolean {
  return now - Date.parse(writtenAt) < SENT_BY_ITSELF_FOR_MS;
}

function without(conversationId: string, draftId: string) {
  return readOutbox(conversationId).filter(({ id }) => id !== draftId);
}

/** A browser may forbid storage; then what is under way lasts as long as the page. */
function write(conversationId: string, drafts: Draft[]) {
  try {
    if (drafts.length > 0) localStorage.setItem(PREFIX + conversationId, JSON.stringify(drafts));
    else localStorage.removeItem(PREFIX + conversationId);
  } catch {}
}
