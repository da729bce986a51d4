import { z } from "zod";

const time = z.iso.datetime();

/** A contact as the profile widget shows them. */
export const contactSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  pictureUrl: z.string().nullable(),
  locale: z.string().nullable(),
  timezone: z.string().nullable(),
  profileUrl: z.string().nullable(),
  profileState: z.enum(["pending", "known", "withheld", "failed"]),
  tags: z.array(z.string()),
  attributes: z.record(z.string(), z.string()),
  identities: z.array(
    z.object({
      channelId: z.uuid(),
      channelName: z.string(),
      kind: z.enum(["facebook", "x"]),
      externalId: z.string(),
    }),
  ),
  notes: z.array(z.object({ id: z.uuid(), text: z.string(), authorName: z.string(), createdAt: time })),
  conversations: z.array(
    z.object({
      id: z.uuid(),
      status: z.enum(["open", "snoozed", "closed"]),
      openedAt: time,
      closedAt: time.nullable(),
      channelName: z.string(),
      channelKind: z.enum(["facebook", "x"]),
      sources: z.object({ public: z.boolean(), private: z.boolean() }),
      preview: z.string().nullable(),
    }),
  ),
  revision: z.number(),
});

export type ContactShape = z.infer<typeof contactSchema>;
