import type { Tx } from "@/db/client";
import { clock } from "@/lib/clock";
import { enqueue, enqueueAll } from "@/lib/jobs/enqueue";

/** After the first attempt; the platform's links live for days, so the last one is not hurried. */
export const RETRY_AFTER_SECONDS = [5, 30, 120, 600, 1800, 7200];

/** Foreign servers may be slow: they never take more than this many of the worker's hands away from sending. */
const LANES = 2;

/** Wants a copy of an attachment, now or, after `failures` attempts that led to nothing, later. */
export async function enqueueCopy(tx: Tx, attachmentId: string, failures = 0) {
  await enqueueAll(tx, "copy-attachment", [copyJob(attachmentId, failures)]);
}

/** Wants copies of many, in one round trip. */
export async function enqueueCopies(tx: Tx, attachmentIds: string[]) {
  await enqueueAll(
    tx,
    "copy-attachment",
    attachmentIds.map((id) => copyJob(id, 0)),
  );
}

/** Likewise of a contact's picture; the queue itself tries again. */
export async function enqueueCopyOfPicture(tx: Tx, contactId: string) {
  await enqueue(
    tx,
    "copy-picture",
    { contactId },
    { key: `copy-picture:${contactId}`, queue: laneOf(contactId), maxAttempts: 6 },
  );
}

function copyJob(attachmentId: string, failures: number) {
  const pause = failures === 0 ? 0 : RETRY_AFTER_SECONDS[failures - 1]!;
  return {
    payload: { attachmentId, failures },
    key: `copy-attachment:${attachmentId}`,
    queue: laneOf(attachmentId),
    ...(pause > 0 && { runAt: new Date(clock.now().getTime() + pause * 1_000) }),
  };
}

function laneOf(id: string) {
  return `media-${Number.parseInt(id.slice(0, 4), 16) % LANES}`;
}
