import { z } from "zod";

/** Every job by name, with what it carries. A new one gets its verb in `registry.ts`. */
export const jobSchemas = {
  /** Send what waits on one side of a conversation, in order; on the private one where none is named. */
  "deliver-messages": z.object({
    conversationId: z.uuid(),
    visibility: z.enum(["private", "public"]).optional(),
  }),
  /** Ask the platform who a contact is. */
  "fetch-profile": z.object({ identityId: z.uuid() }),
  /** Read from the platform what was named in public and not told: a post, what stands below it, what that answers. */
  "read-post": z.object({ channelId: z.uuid(), postExternalId: z.string() }),
  /** Tell the contact that their messages were seen. */
  "signal-seen": z.object({ conversationId: z.uuid() }),
  /** Apply the parked events of one lane again. */
  "retry-lane": z.object({ lane: z.string() }),
  /** Open the next slice of a stretch of deliveries again. */
  "replay-deliveries": z.object({ replayId: z.number().int() }),
  /** Open what came for a Page before it was connected. */
  "reopen-unknown": z.object({ channelId: z.uuid(), afterId: z.number().int().optional() }),
  /** Once an hour: days of deliveries are made ahead, and old ones dropped. */
  "mind-delivery-days": z.object({}).loose(),
  /** Copy a file from the platform; `failures` tells how many attempts came before. */
  "copy-attachment": z.object({ attachmentId: z.uuid(), failures: z.number().int() }),
  /** Keep a copy of a contact's picture. */
  "copy-picture": z.object({ contactId: z.uuid() }),
  /** Take files out of the storage. */
  "delete-files": z.object({ keys: z.array(z.string()) }),
  /** Once a day: files that nothing shows leave the storage. */
  "sweep-files": z.object({}).loose(),
  /** Once an hour: uploads that broke off, or were never sent. */
  "sweep-uploads": z.object({}).loose(),
  /** A channel can speak again: send what waited. */
  "wake-channel": z.object({ channelId: z.uuid() }),
  /** Look how a channel is. */
  "check-channel": z.object({ channelId: z.uuid(), because: z.enum(["schedule", "refusal", "connected"]) }),
  /** Once a minute: the channels whose check-up is due. */
  "mind-channels": z.object({}).loose(),
  /** Once a minute: nothing may stay queued or sending because a process died. */
  "mind-outbox": z.object({}).loose(),
  /** Once a minute: the rows that badges are summed from become few. */
  "fold-counters": z.object({}).loose(),
  /** Once a minute: what a killed worker held may run again. */
  "free-abandoned-jobs": z.object({}).loose(),
} as const;

export type JobName = keyof typeof jobSchemas;
export type JobPayload<Name extends JobName> = z.infer<(typeof jobSchemas)[Name]>;
