import { badParameter } from "./graph-error";

export interface Selection {
  name: string;
  limit: number | null;
  /** Other modifiers, as `summary` in `comments.limit(0).summary(true)`; what a field doesn't know it leaves alone. */
  modifiers: Readonly<Record<string, string>>;
  fields: Selection[];
}

const NAME = /[a-z0-9_]/;

/** Parses `id,messages.limit(20){id,from}`. */
export function parseFields(text: string): Selection[] {
  let at = 0;
  const fail = (): never => {
    throw badParameter(
      `Syntax error "Expected end of string instead of "${text[at] ?? ""}"." at character ${at}: ${text}`,
      2500,
    );
  };
  const word = () => {
    const start = at;
    while (at < text.length && NAME.test(text[at]!)) at += 1;
    return at > start ? text.slice(start, at) : fail();
  };
  const argument = () => {
    const end = text.indexOf(")", at);
    if (text[at] !== "(" || end < 0) fail();
    const value = text.slice(at + 1, end);
    at = end + 1;
    return value;
  };
  const list = (): Selection[] => {
    const found: Selection[] = [];
    do {
      if (text[at] === ",") at += 1;
      found.push(one());
    } while (text[at] === ",");
    return found;
  };
  const one = (): Selection => {
    const modifiers: Record<string, string> = {};
    const selection: Selection = { name: word(), limit: null, modifiers, fields: [] };
    while (text[at] === ".") {
      at += 1;
      const modifier = word();
      const value = argument();
      if (modifier === "limit") selection.limit = Number(value);
      else modifiers[modifier] = value;
    }
    if (text[at] === "{") {
      at += 1;
      selection.fields = list();
      if (text[at] !== "}") fail();
      at += 1;
    }
    return selection;
  };

  const fields = list();
  return at === text.length ? fields : fail();
}

/** Reads the chosen fields of a node; `id` always comes along, an unknown one refuses the whole call. */
export function select(
  nodeType: string,
  fields: Selection[],
  readers: Readonly<Record<string, (selection: Selection) => unknown>>,
): Record<string, unknown> {
  const node: Record<string, unknown> = {};
  for (const field of fields) {
    const read = readers[field.name];
    if (!read)
      throw badParameter(`Tried accessing nonexisting field (${field.name}) on node type (${nodeType})`);
    const value = read(field);
    if (value !== undefined) node[field.name] = value;
  }
  if (!("id" in node)) node.id = readers.id?.({ name: "id", limit: null, modifiers: {}, fields: [] });
  return node;
}
