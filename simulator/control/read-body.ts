import type { Context } from "hono";
import type { z } from "zod";

/** Parses a JSON body; no body at all counts as `{}`. */
export async function readBody<T extends z.ZodType>(c: Context, schema: T): Promise<z.infer<T>> {
  const text = await c.req.text();
  return schema.parse(text === "" ? {} : JSON.parse(text));
}
