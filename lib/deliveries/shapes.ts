import { z } from "zod";

/** One webhook request in the list of admins. */
export const deliverySchema = z.object({
  /** Of the delivery in addresses. */
  name: z.string(),
  kind: z.enum(["facebook", "x"]),
  appId: z.string(),
  receivedAt: z.iso.datetime(),
  openedAt: z.iso.datetime().nullable(),
  state: z.enum(["waiting", "opened", "problem"]),
  problem: z.string().nullable(),
  bytes: z.number(),
  /** How many elements it holds, and of which channels; null where it is too large to be told in a list. */
  elements: z.number().nullable(),
  channelNames: z.array(z.string()).nullable(),
});

export type DeliveryShape = z.infer<typeof deliverySchema>;

/** What became of one element. */
export const fateSchema = z.object({
  /** What it is: a key of `elementWords`, or why it was set aside. */
  type: z.string(),
  channelName: z.string().nullable(),
  at: z.iso.datetime().nullable(),
  /** `missing`: a message that stands in no conversation though it was opened. */
  fate: z.enum(["waiting", "shown", "applied", "missing", "parked", "set_aside"]),
  /** A few words of a message. */
  text: z.string().nullable(),
  conversationId: z.uuid().nullable(),
  messageId: z.uuid().nullable(),
  /** Why it is parked or set aside. */
  reason: z.string().nullable(),
});

export type Fate = z.infer<typeof fateSchema>;

export const openedDeliverySchema = z.object({
  delivery: deliverySchema,
  /** Exactly as received; null where it is too large to be shown. */
  body: z.string().nullable(),
  fates: z.array(fateSchema),
});

export type OpenedDeliveryShape = z.infer<typeof openedDeliverySchema>;

/** A stretch that is being opened again, or was. */
export const replaySchema = z.object({
  id: z.number(),
  requestedBy: z.string(),
  requestedAt: z.iso.datetime(),
  total: z.number(),
  reopened: z.number(),
  finishedAt: z.iso.datetime().nullable(),
  /** Somebody ended it before its end. */
  stopped: z.boolean(),
  problems: z.number().nullable(),
});

export type ReplayShape = z.infer<typeof replaySchema>;
