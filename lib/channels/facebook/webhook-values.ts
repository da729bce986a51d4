import { createHash } from "node:crypto";

/**
 * Reading what the platform sends: its pages show the same id once as a number and once as a text, and moments in
 * seconds or in milliseconds. Each reader answers `null` for what it cannot use, and none throws.
 */
export type Fields = Record<string, unknown>;

/** An index of the database refuses longer keys; the platform's ids are far below. */
const LONGEST_ID = 512;
const EARLIEST = Date.UTC(2000, 0);
const LATEST = Date.UTC(2200, 0);

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function idOf(value: unknown): string | null {
  const id = textOf(value)?.trim();
  return id && id.length <= LONGEST_ID ? id : null;
}

/** An empty text counts as none. */
export function textOf(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : null;
}

export function numberOf(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

export function flagOf(value: unknown): boolean {
  return value === true || value === "true";
}

/** Milliseconds or seconds, told apart by magnitude; a moment outside of 2000 to 2200 is none. */
export function momentOf(value: unknown): Date | null {
  const number = numberOf(value);
  if (number === null) return null;

  const milliseconds = Math.abs(number) < 1e11 ? number * 1000 : number;
  return milliseconds >= EARLIEST && milliseconds < LATEST ? new Date(milliseconds) : null;
}

/** Only what a browser may safely open: never `javascript:` or `data:`. */
export function webAddressOf(value: unknown): string | undefined {
  const address = textOf(value);
  if (!address || !URL.canParse(address)) return;

  return ["http:", "https:"].includes(new URL(address).protocol) ? address : undefined;
}

/** An id for what the platform gave none: the same element always gets the same, so its repetition is harmless. */
export function derivedId(kind: string, ...parts: unknown[]): string {
  return `${kind}:${createHash("sha256").update(JSON.stringify(parts)).digest("hex")}`;
}
