import { pool } from "@/db/client";
import { startHistorian } from "@/lib/conversations/history/historian";
import { mindOutbox } from "@/lib/conversations/sending/mind-outbox";
import { mindDeliveryDays } from "@/lib/deliveries/mind-delivery-days";
import { follow } from "@/lib/events/follow";
import { freeAbandonedJobs } from "./free-abandoned-jobs";
import { openInTurn } from "./open-in-turn";
import { registry } from "./registry";
import { runQueue } from "./run-queue";
import type { JobName } from "./schemas";

const EVERY_MINUTE: JobName[] = ["mind-outbox", "mind-channels", "fold-counters", "free-abandoned-jobs"];

/** Runs jobs and opens deliveries until stopped; what is under way is finished first. */
export async function startWorker(): Promise<{ stop(): Promise<void> }> {
  await freeAbandonedJobs();
  await mindOutbox();
  await mindDeliveryDays();
  const queue = await runQueue({
    pgPool: pool,
    taskList: registry,
    crontab: [
      ...EVERY_MINUTE.map((job) => `* * * * * ${job}`),
      "37 3 * * * sweep-files",
      "17 * * * * sweep-uploads",
      "11 * * * * mind-delivery-days",
    ].join("\n"),
  });
  // Deliveries are their own queue: the table is the truth.
  const opener = await follow("deliveries", openInTurn);
  const historian = startHistorian();

  return {
    async stop() {
      await Promise.all([queue.stop(), opener.stop(), historian.stop()]);
    },
  };
}
