import type { Tx } from "@/db/client";
import { enqueue } from "@/lib/jobs/enqueue";
import { forgetPause } from "./pacing";

/** The channel can speak again, or so somebody who has just mended it thinks: what waited for that goes out. */
export async function wakeWaiting(tx: Tx, channelId: string) {
  await forgetPause(tx, channelId);
  await enqueue(tx, "wake-channel", { channelId }, { key: `wake:${channelId}` });
}
