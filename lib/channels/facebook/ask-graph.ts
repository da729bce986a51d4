import { z } from "zod";
import { callGraph, type GraphCall } from "./graph";
import type { GraphError } from "./graph-error";

/** Thrown by `askGraph`: a refusal with its code, or no verdict at all (`error` null). Free of secrets. */
export class GraphFailure extends Error {
  readonly error: GraphError | null;

  constructor(error: GraphError | null, detail: string) {
    super(detail);
    this.name = "GraphFailure";
    this.error = error;
  }

  /** As it is shown to be copied, e.g. `190/460 · (#190) … · AbC12`. */
  get detail(): string {
    if (!this.error) return this.message;
    const { message, traceId } = this.error;
    return [graphCode(this.error), message, traceId].filter(Boolean).join(" · ");
  }
}

/** `code/subcode`, by which rules judge and people look things up. */
export const graphCode = ({ code, subcode }: GraphError) =>
  subcode === null ? `${code}` : `${code}/${subcode}`;

/**
 * One call whose answer is read by a schema: for walks of several calls, where each needs the one before.
 *
 * @throws GraphFailure when the platform refuses, can't be reached, or answers something else than the schema.
 */
export async function askGraph<Schema extends z.ZodType>(
  call: GraphCall,
  schema: Schema,
): Promise<z.output<Schema>> {
  const result = await callGraph(call);
  if (result.outcome === "refused") throw new GraphFailure(result.error, result.error.message);
  if (result.outcome === "unknown") throw new GraphFailure(null, result.detail);

  const parsed = schema.safeParse(result.body);
  if (!parsed.success) throw new GraphFailure(null, "The platform answered in a form that can't be read.");
  return parsed.data;
}

/** Ids come as texts on one page and as numbers on the next. */
export const graphId = z.union([z.string().min(1), z.number()]).transform(String);
