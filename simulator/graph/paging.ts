import type { GraphCall } from "./graph-call";
import { badParameter } from "./graph-error";

export interface Paged<T> {
  rows: T[];
  /** Absent when there is nothing to page through. */
  paging: object | undefined;
}

/** Cursor paging: `next` is a full address with the token in it, and absent on the last page (reference 10.3). */
export function paged<T>(call: GraphCall, all: T[], keyOf: (row: T) => string, limit: number): Paged<T> {
  const after = call.text("after");
  const before = call.text("before");
  let start = 0;
  if (after) start = positionOf(all, keyOf, after) + 1;
  else if (before) start = Math.max(0, positionOf(all, keyOf, before) - limit);

  const rows = all.slice(start, start + limit);
  if (rows.length === 0) return { rows, paging: undefined };
  const cursors = { before: cursor(keyOf(rows[0]!)), after: cursor(keyOf(rows.at(-1)!)) };
  return {
    rows,
    paging: {
      cursors,
      ...(start + limit < all.length ? { next: address(call, "after", cursors.after) } : {}),
      ...(start > 0 ? { previous: address(call, "before", cursors.before) } : {}),
    },
  };
}

/** The first page of an edge that was read as a field of its node. */
export function firstPage<T>(
  call: GraphCall,
  edge: string,
  all: T[],
  keyOf: (row: T) => string,
  limit: number,
): Paged<T> {
  const rows = all.slice(0, limit);
  if (rows.length === 0) return { rows, paging: undefined };
  const cursors = { before: cursor(keyOf(rows[0]!)), after: cursor(keyOf(rows.at(-1)!)) };
  return {
    rows,
    paging: {
      cursors,
      ...(limit < all.length ? { next: address(call, "after", cursors.after, edge, limit) } : {}),
    },
  };
}

function address(
  call: GraphCall,
  name: string,
  value: string,
  edge = `/${call.path.join("/")}`,
  limit?: number,
): string {
  const query = new URLSearchParams();
  for (const [key, param] of Object.entries(call.params))
    if (key !== "after" && key !== "before" && !(limit && key === "fields") && typeof param === "string")
      query.set(key, param);
  if (call.bearer && !query.has("access_token")) query.set("access_token", call.bearer);
  if (limit) query.set("limit", String(limit));
  query.set(name, value);
  return `${call.platform.baseUrl}/${call.version}${edge}?${query}`;
}

function positionOf<T>(all: T[], keyOf: (row: T) => string, given: string): number {
  const key = Buffer.from(given, "base64url").toString();
  const index = all.findIndex((row) => keyOf(row) === key);
  if (index < 0) throw badParameter("Invalid cursors values in request");
  return index;
}

function cursor(key: string): string {
  return Buffer.from(key).toString("base64url");
}
