/** `2026-11-15T09:19:00+0000` */
export function graphTime(moment: number): string {
  return new Date(moment).toISOString().replace(/\.\d+Z$/, "+0000");
}

/** What is said in public is dated in whole seconds; still milliseconds, as every moment here. */
export function wholeSecond(moment: number): number {
  return Math.floor(moment / 1_000) * 1_000;
}

/** As webhooks of public things write it. */
export function inSeconds(moment: number): number {
  return Math.floor(moment / 1_000);
}
