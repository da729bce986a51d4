/** Meta, Send API reference, spring 2026. Texts are counted in UTF-16 units, which is never more than Meta counts. */
export const facebookLimits = { textLength: 2000, quickReplies: 13 } as const;

const FIRST_WAIT_SECONDS = 15;
const LONGEST_WAIT_SECONDS = 15 * 60;

const refusalsInARow = new Map<string, number>();

/**
 * How long to leave a Page alone where the platform names no time: twice as long after each refusal, since calling
 * on during a throttle lengthens it. Kept in memory only: a fresh process may well ask once too soon.
 */
export function waitAfterRefusal(pageId: string): number {
  const refusals = refusalsInARow.get(pageId) ?? 0;
  refusalsInARow.set(pageId, refusals + 1);

  return Math.min(FIRST_WAIT_SECONDS * 2 ** refusals, LONGEST_WAIT_SECONDS);
}

export function endOfRefusals(pageId: string) {
  refusalsInARow.delete(pageId);
}
