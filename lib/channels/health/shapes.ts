import { z } from "zod";

export const lineStateSchema = z.enum(["ok", "warning", "broken", "unknown"]);
export const lineActionSchema = z.enum([
  "refresh_permission",
  "subscribe",
  "take_back",
  "switch_on",
  "ask_again",
]);

/** One line of a check-up: what was looked at, how it is, what it means, and what to do about it. */
export const checkLineSchema = z.object({
  id: z.string(),
  title: z.string(),
  state: lineStateSchema,
  words: z.string(),
  remedy: z.string().nullable(),
  action: lineActionSchema.nullable(),
  /** Where to look at the platform. */
  link: z.object({ href: z.url(), words: z.string() }).nullable(),
  /** The platform's own words and codes, to be copied. */
  detail: z.string().nullable(),
});

export const checkReasonSchema = z.enum(["admin", "schedule", "refusal", "connected"]);

/** The last check-up of a channel. */
export const channelCheckSchema = z.object({
  channelId: z.uuid(),
  /** null = there was none yet. */
  checkedAt: z.iso.datetime().nullable(),
  because: checkReasonSchema.nullable(),
  checkedBy: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  lines: z.array(checkLineSchema),
});

export type CheckLine = z.infer<typeof checkLineSchema>;
export type LineState = z.infer<typeof lineStateSchema>;
export type LineAction = z.infer<typeof lineActionSchema>;
export type CheckReason = z.infer<typeof checkReasonSchema>;
export type ChannelCheckShape = z.infer<typeof channelCheckSchema>;
