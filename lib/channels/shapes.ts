import { z } from "zod";

const time = z.iso.datetime();

/** A channel as the browser sees it: no secret is in it. Part of the contract. */
export const channelSchema = z.object({
  id: z.uuid(),
  kind: z.enum(["facebook", "x"]),
  externalId: z.string(),
  name: z.string(),
  pictureUrl: z.string().nullable(),
  active: z.boolean(),
  public: z.boolean(),
  appId: z.string().nullable(),
  connected: z.boolean(),
  subscribed: z.boolean(),
  subscribedFields: z.array(z.string()),
  /** What is needed and Facebook refused when it was last asked, with what to do about each. */
  refusedFields: z.array(
    z.object({
      name: z.string(),
      why: z.string(),
      words: z.string(),
      remedy: z.enum(["refresh_permission", "subscribe"]),
      detail: z.string(),
    }),
  ),
  /** What the access may do, as far as it is known. */
  permissions: z.array(z.string()),
  tokenState: z.enum(["valid", "invalid", "missing"]),
  tokenProblem: z.string().nullable(),
  /** What the last check-up found broken, by the id of its line; see `problemWords`. */
  problems: z.array(z.string()),
  externalUser: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  lengthLimit: z.number(),
  reopenWithinHours: z.number().nullable(),
  seenPolicy: z.enum(["on_opening", "on_reply", "never"]),
  humanAgent: z.boolean(),
  /** A second person looks at each public reply before it goes out. */
  publicApproval: z.boolean(),
  lastDeliveryAt: time.nullable(),
  createdAt: time,
  revision: z.number(),
});

export type ChannelShape = z.infer<typeof channelSchema>;
