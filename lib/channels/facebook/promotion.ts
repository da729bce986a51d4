/** What the platform calls a post that it shows, or has shown, as an ad. */
const promoted = new Set(["active", "extendable", "finished", "paused", "pending"]);

export const isPromoted = (status: string | null | undefined) => promoted.has(status ?? "");
