import { z } from "zod";

const time = z.iso.datetime();

/** One reading of a channel's history, as admins see it. */
export const historyRunSchema = z.object({
  id: z.uuid(),
  kind: z.enum(["import", "gap"]),
  reason: z.enum(["connected", "reconnected", "subscribed", "schedule", "outage", "asked"]),
  state: z.enum(["running", "done", "failed", "cancelled"]),
  reachesBackTo: time,
  threadsSeen: z.number(),
  messagesAdded: z.number(),
  /** Known to exist, and beyond what the platform shows. */
  messagesOutOfReach: z.number(),
  /** Of the time span, by the last thread that was looked at; null = nothing is known yet. */
  percent: z.number().nullable(),
  /** Why it waits or failed, in words; the detail is the platform's and can be copied. */
  problem: z.object({ message: z.string(), detail: z.string().nullable() }).nullable(),
  createdAt: time,
  finishedAt: time.nullable(),
});

export const channelHistorySchema = z.object({
  /** The newest import, the newest search for gaps, and the newest search that brought anything. */
  import: historyRunSchema.nullable(),
  gap: historyRunSchema.nullable(),
  lastFilling: historyRunSchema.nullable(),
});

export const newHistoryRunSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("import"), days: z.literal([7, 30, 90]) }),
  z.object({ kind: z.literal("gap") }),
]);

export type HistoryRunShape = z.infer<typeof historyRunSchema>;
export type ChannelHistory = z.infer<typeof channelHistorySchema>;
export type NewHistoryRun = z.infer<typeof newHistoryRunSchema>;
