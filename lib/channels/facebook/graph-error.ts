import { z } from "zod";

/** What the platform said when it refused. To be judged by `code` and `subcode` only, never by its words. */
export interface GraphError {
  code: number;
  subcode: number | null;
  /** The platform's words, cleaned of secrets. */
  message: string;
  /** What to name when asking the platform's support. */
  traceId: string | null;
  /** Whether the platform itself calls it passing. */
  transient: boolean;
  httpStatus: number;
}

/** Meta: the object is missing or not visible to this token, which it does not tell apart. */
export function isGone({ code, subcode }: Pick<GraphError, "code" | "subcode">) {
  return code === 100 && subcode === 33;
}

const wholeNumber = z.coerce.number().int();

const envelopeSchema = z.object({
  error: z.object({
    code: wholeNumber.catch(0),
    error_subcode: wholeNumber.nullish().catch(null),
    message: z.string().catch("The platform gave no words."),
    fbtrace_id: z.string().nullish().catch(null),
    is_transient: z.boolean().catch(false),
  }),
});

/** Reads the platform's envelope of an error; a code that it does not give counts as 0, which is in no table. */
export function readGraphError(body: unknown, httpStatus: number): GraphError | undefined {
  const envelope = envelopeSchema.safeParse(body);
  if (!envelope.success) return;

  const { code, error_subcode, message, fbtrace_id, is_transient } = envelope.data.error;
  return {
    code,
    subcode: error_subcode ?? null,
    message,
    traceId: fbtrace_id ?? null,
    transient: is_transient,
    httpStatus,
  };
}
