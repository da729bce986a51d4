import type { ComposerDraft } from "../outbox/draft-store";
import { type ComposerMode, holdsContent } from "./composer-mode";

/** What the composer shows while it is empty. */
export interface Shown {
  mode: ComposerMode;
  /** See `sideOf`. */
  side: string;
}

/**
 * A draft after a change. With its first content it stays in the mode in which that was written, until somebody chooses
 * another; emptied again it answers nothing any more.
 */
export function changed(before: ComposerDraft, change: Partial<ComposerDraft>, shown?: Shown): ComposerDraft {
  const after = { ...before, ...change };
  if (!holdsContent(after)) return { ...after, answering: null, mentionsContact: false };
  if (holdsContent(before) || change.mode || !shown) return after;

  const isChosen = before.mode === shown.mode && before.until === null;
  return { ...after, mode: shown.mode, until: isChosen ? null : shown.side };
}

/** Somebody chose who sees it. What waits for its files waits for its author again. */
export function choosing(mode: ComposerMode): Partial<ComposerDraft> {
  return { mode, until: null, sendWhenReady: null };
}
