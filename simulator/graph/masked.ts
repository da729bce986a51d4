const SECRET = /token|secret|proof|^code$/i;

/** A copy for the log: tokens and secrets keep their last four characters. */
export function masked(params: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      SECRET.test(name) ? `…${String(value).slice(-4)}` : value,
    ]),
  );
}
