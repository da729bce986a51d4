import { z } from "zod";

/** ISO 8601 with `+0000` in Meta's sample, whole seconds since 1970 in the words beside it. */
export const graphTime = z.union([
  z.number().transform((seconds) => new Date(seconds * 1_000)),
  z
    .string()
    .transform((text) => new Date(text.replace(/([+-]\d{2})(\d{2})$/, "$1:$2")))
    .refine((time) => !Number.isNaN(time.getTime())),
]);
