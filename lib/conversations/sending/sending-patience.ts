const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Every wait of outgoing messages, in milliseconds. */
export const sendingPatience = {
  /** An attempt that has not been answered for so long never will be: its process died. Above the call's own limit. */
  answer: 25 * SECOND,
  /** Likewise, where a file goes along. */
  upload: 70 * SECOND,
  /** What is unknown waits so long for its echo before the platform's history is asked. */
  echo: 10 * SECOND,
  /** History that doesn't show a message is asked again so much later, at least, before it is believed. */
  secondLook: 20 * SECOND,
  /** A look that was begun and not ended by now belonged to a process that died. */
  look: 30 * SECOND,
  longestBetweenLooks: 2 * MINUTE,
  /** Looks that found the way taken come back at different moments: shortest and longest spread. */
  spread: [SECOND, 15 * SECOND],
  /** What nobody could settle by now fails, and says so. */
  unknown: 15 * MINUTE,
  /** What could not be sent by now fails. */
  queued: 24 * 60 * MINUTE,
  /** Likewise in public, where blocks of up to 8 hours were seen and an answer of yesterday helps nobody. */
  queuedInPublic: 12 * 60 * MINUTE,
  firstBetweenTries: 15 * SECOND,
  longestBetweenTries: 15 * MINUTE,
  /** The platform tells whole seconds, and its clock is not ours. */
  clockSkew: 10 * SECOND,
} as const;

/** Waits grow with the time that has passed, so that no counter is needed. Milliseconds. */
export function growing(since: Date | null, now: Date, shortest: number, longest: number): number {
  const passed = since ? now.getTime() - since.getTime() : 0;
  return Math.min(Math.max(passed / 2, shortest), longest);
}

export function after(now: Date, milliseconds: number): Date {
  return new Date(now.getTime() + milliseconds);
}

/** `since` null has not begun to count. */
export function isOver(since: Date | null, now: Date, patience: number): boolean {
  return since !== null && now.getTime() - since.getTime() >= patience;
}
