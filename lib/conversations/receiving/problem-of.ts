/** What went wrong, for an admin: the database's own words, not the statement that it refused. */
export function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? problemOf(error.cause) : error.message;
}
