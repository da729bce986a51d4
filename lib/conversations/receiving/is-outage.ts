/** Of the database, not of the delivery: SQLSTATE classes 08, 53, 57 and 40, and broken connections. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  if (/^(08|53|57|40)...$/.test(code) || /^E[A-Z]+$/.test(code)) return true;
  // A query's own error repeats its parameters, which may say anything: only the innermost words count.
  return error.cause === undefined ? /connection/i.test(error.message) : isOutage(error.cause);
}
