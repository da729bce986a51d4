import { z } from "zod";

/** A test message on its way, as the admin who watches it sees it. */
export const trialSchema = z.object({
  id: z.uuid(),
  /** What the message must hold. */
  code: z.string(),
  /** How to send it. */
  way: z.object({ href: z.url(), words: z.string() }),
  startedAt: z.iso.datetime(),
  /** The platform's delivery with it was kept. */
  receivedAt: z.iso.datetime().nullable(),
  /** It stands in a conversation. */
  storedAt: z.iso.datetime().nullable(),
  conversationId: z.uuid().nullable(),
  messageId: z.uuid().nullable(),
  /** What to look at, when it takes longer than it should. */
  hint: z.string().nullable(),
});

export type TrialShape = z.infer<typeof trialSchema>;
