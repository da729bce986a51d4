/** A number as it was written: a double would lose the last digits of a platform's ids. */
export class WrittenNumber {
  constructor(readonly digits: string) {}
}

type Reviver = (key: string, value: unknown, context?: { source?: string }) => unknown;

/** @returns undefined when it is not JSON. */
export function parseFaithfully(text: string): { value: unknown } | undefined {
  const keepDigits: Reviver = (_key, value, context) =>
    typeof value === "number" && context?.source && context.source !== String(value)
      ? new WrittenNumber(context.source)
      : value;
  try {
    return { value: JSON.parse(text, keepDigits) };
  } catch {
    return;
  }
}
