const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const sentences = new Intl.Segmenter(undefined, { granularity: "sentence" });

/**
 * Cuts a long text into parts of at most `limit` UTF-16 units (2 or more): at the end of a sentence, else of a line
 * or a word, else between two characters as people see them. Nothing but white space at the cuts is lost.
 */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const at = cutAt(rest, limit);
    parts.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return [...parts, rest].filter((part) => part !== "");
}

function cutAt(rest: string, limit: number) {
  const head = rest.slice(0, limit + 2); // whether a character ends at the limit is told by the one behind it
  const characters = [...graphemes.segment(head)].filter(({ index }) => index > 0 && index <= limit);
  const between = new Set(characters.map(({ index }) => index));
  const blanks = characters.filter(({ segment }) => segment.trim() === "");
  const lines = blanks.filter(({ segment }) => /[\n\r\u2028\u2029]/.test(segment));
  const ends = [...sentences.segment(head)].filter(({ index }) => between.has(index));

  return (
    last(ends, limit / 2) ??
    last(lines, limit / 2) ??
    last(blanks, 1) ??
    last(characters, 1) ??
    withinOne(rest, limit)
  );
}

/** A cut far at the front would leave a part of two words. */
function last(places: { index: number }[], atLeast: number) {
  const index = places.at(-1)?.index;
  return index !== undefined && index >= atLeast ? index : undefined;
}

/** One character longer than the limit, made of very many marks: only its surrogate pairs stay whole. */
function withinOne(rest: string, limit: number) {
  const isPair = /^[\ud800-\udbff][\udc00-\udfff]$/.test(rest.slice(limit - 1, limit + 1));
  return isPair ? limit - 1 : limit;
}
