import { z } from "zod";
import { channelSchema } from "@/lib/channels/shapes";

/** A Page in the list of a sign-in. */
export const loginPageSchema = z.object({
  id: z.string(),
  name: z.string(),
  pictureUrl: z.string().nullable(),
  category: z.string().nullable(),
  tasks: z.array(z.string()),
  selectable: z.boolean(),
  /** Why it can't be chosen and what to do about it; null = it can. */
  reason: z.string().nullable(),
  /** Whether opening the dialog again can help. */
  askAgain: z.boolean(),
  /** It is connected already: choosing it renews its access and keeps its settings. */
  connected: z.boolean(),
  channelId: z.uuid().nullable(),
});

export const loginRefusalSchema = z.object({
  reason: z.string(),
  title: z.string(),
  message: z.string(),
  remedy: z.string(),
  askAgain: z.boolean(),
  /** The platform's own words and codes, to be copied. */
  detail: z.string().nullable(),
});

/** One walk through Facebook's dialog as the browser sees it: no token and no state is in it. */
export const loginSchema = z.object({
  id: z.uuid(),
  status: z.enum(["started", "granted", "refused", "finished"]),
  refusal: loginRefusalSchema.nullable(),
  account: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  permissions: z.array(
    z.object({
      name: z.string(),
      status: z.enum(["granted", "declined", "unasked"]),
      required: z.boolean(),
      /** Of use for posts and comments only. */
      public: z.boolean(),
      why: z.string(),
      without: z.string(),
    }),
  ),
  pages: z.array(loginPageSchema),
  /** The account holds more Pages than are read. */
  pagesCut: z.boolean(),
  expiresAt: z.iso.datetime(),
  createdAt: z.iso.datetime(),
});

/** What became of each chosen Page. A Page can be connected and still not be subscribed: the channel says so. */
export const connectedPagesSchema = z.object({
  channels: z.array(channelSchema),
  refused: z.array(z.object({ pageId: z.string(), reason: z.string(), message: z.string() })),
});

export type LoginShape = z.infer<typeof loginSchema>;
export type LoginPage = z.infer<typeof loginPageSchema>;
export type LoginRefusalShape = z.infer<typeof loginRefusalSchema>;
export type ConnectedPages = z.infer<typeof connectedPagesSchema>;
