const wholeNumbersAndTexts = /"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

/**
 * Reads JSON of the platform, whose ids come as texts on one page and as numbers on the next: whole numbers too
 * large for a double become texts instead of losing their last digits.
 *
 * @throws SyntaxError when it is not JSON.
 */
export function parseGraphJson(text: string): unknown {
  const parsed: unknown = JSON.parse(text); // first: only sound JSON may meet the pattern, which relies on closed quotes
  if (!/\d{16}/.test(text)) return parsed;

  return JSON.parse(
    text.replace(wholeNumbersAndTexts, (found) => (found.startsWith('"') ? found : quoteUnlessSafe(found))),
  );
}

function quoteUnlessSafe(digits: string) {
  return Number.isSafeInteger(Number(digits)) ? digits : `"${digits}"`;
}
