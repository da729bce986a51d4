import type { Tx } from "@/db/client";
import { enqueue } from "@/lib/jobs/enqueue";
import type { CheckReason } from "./shapes";

/** Asks for a check-up of a channel, at once unless told otherwise. One that waits already serves for both. */
export async function wantCheck(
  tx: Tx,
  channelId: string,
  because: Exclude<CheckReason, "admin">,
  runAt?: Date,
) {
  await enqueue(
    tx,
    "check-channel",
    { channelId, because },
    { key: `check:${channelId}`, maxAttempts: 3, ...(runAt && { runAt, keepTime: true }) },
  );
}
