const DEEPEST = 64;

/**
 * Makes parsed JSON storable: PostgreSQL refuses NUL and halves of surrogate pairs, and nesting without end breaks
 * whoever writes the JSON again. Nothing else is changed.
 */
export function storable(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return storableText(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DEEPEST) return "[nested too deeply]";
  if (Array.isArray(value)) return value.map((element) => storable(element, depth + 1));

  // Entries, not assignments: a key may be named `__proto__`.
  const entries = Object.entries(value).map(([key, field]) => [
    storableText(key),
    storable(field, depth + 1),
  ]);
  return Object.fromEntries(entries);
}

export function storableText(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}
