import { isDeepStrictEqual } from "node:util";
import type { Difference, DifferenceKind } from "./difference";

interface Kinds {
  missing: DifferenceKind;
  extra: DifferenceKind;
  order: DifferenceKind;
  changed: DifferenceKind;
}

export const ROWS: Kinds = {
  missing: "screen_row_missing",
  extra: "screen_row_extra",
  order: "screen_row_order",
  changed: "screen_row",
};

export const MESSAGES: Kinds = {
  missing: "screen_message_missing",
  extra: "screen_message_extra",
  order: "screen_message_order",
  changed: "screen_message",
};

/** A list on a screen and the same list read afresh: the same elements, in the same order, alike in every field. */
export function compareList<Element extends { id: string }>(
  where: string,
  shown: Element[],
  fresh: Element[],
  kinds: Kinds,
): Difference[] {
  const read = new Map(fresh.map((element) => [element.id, element]));
  const seen = new Map(shown.map((element) => [element.id, element]));
  const missing = fresh.filter(({ id }) => !seen.has(id));
  const extra = shown.filter(({ id }) => !read.has(id));
  const changed = shown.flatMap((element) => {
    const known = read.get(element.id);
    const fields = known ? changedFields(element, known) : [];
    return fields.length > 0
      ? [{ kind: kinds.changed, where, what: `${element.id}: ${fields.join("; ")}` }]
      : [];
  });
  const bothShown = shown.map(({ id }) => id).filter((id) => read.has(id));
  const bothRead = fresh.map(({ id }) => id).filter((id) => seen.has(id));
  const at = bothShown.findIndex((id, index) => id !== bothRead[index]);

  return [
    ...missing.map(({ id }) => ({ kind: kinds.missing, where, what: `${id} is not on the screen` })),
    ...extra.map(({ id }) => ({ kind: kinds.extra, where, what: `${id} is on the screen and nowhere else` })),
    ...changed,
    ...(at < 0
      ? []
      : [
          {
            kind: kinds.order,
            where,
            what: `${bothShown[at]} stands at ${at}, where ${bothRead[at]} belongs`,
          },
        ]),
  ];
}

/** One thing on a screen and the same thing read afresh. */
export function comparePart(where: string, shown: unknown, fresh: unknown): Difference[] {
  const fields = changedFields(shown, fresh);
  return fields.length > 0 ? [{ kind: "screen_part", where, what: fields.join("; ") }] : [];
}

/** Which fields differ, with both values; elements of an array by their place. */
export function changedFields(shown: unknown, fresh: unknown, path = ""): string[] {
  if (isDeepStrictEqual(shown, fresh)) return [];
  if (!isRecord(shown) || !isRecord(fresh))
    return [`${path || "it"} is ${told(shown)} instead of ${told(fresh)}`];
  const names = new Set([...Object.keys(shown), ...Object.keys(fresh)]);
  return [...names].flatMap((name) =>
    changedFields(shown[name], fresh[name], path ? `${path}.${name}` : name),
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
const told = (value: unknown) => (value === undefined ? "nothing" : JSON.stringify(value)).slice(0, 120);
