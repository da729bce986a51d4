import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { channelChecks } from "@/db/schema/channel-health";
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

/** The channel was given a new access: what was refused before is of the past, and how it is now is looked at at once. */
export async function checkAnew(tx: Tx, channelId: string) {
  await tx
    .update(channelChecks)
    .set({ refusal: null, refusedAt: null })
    .where(eq(channelChecks.channelId, channelId));
  await wantCheck(tx, channelId, "connected");
}
