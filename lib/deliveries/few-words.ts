const WORDS = 120;

/** The beginning of a text, as a list shows it. */
export function fewWords(text: string | null): string | null {
  return text && text.length > WORDS ? `${text.slice(0, WORDS)}…` : text;
}
