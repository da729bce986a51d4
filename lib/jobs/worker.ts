import { Logger, run } from "graphile-worker";
import { pool } from "@/db/client";
import { startHistorian } from "@/lib/conversations/history/historian";
import { mindOutbox } from "@/lib/conversations/mind-outbox";
import { openDeliveries } from "@/lib/conversations/receiving/open-deliveries";
import { follow } from "@/lib/events/follow";
import { log } from "@/lib/log";
import { freeAbandonedJobs } from "./free-abandoned-jobs";
import { registry } from "./registry";
import type { JobName } from "./schemas";

const CONCURRENCY = 4;
const EVERY_MINUTE: JobName[] = ["mind-outbox", "mind-channels", "fold-counters", "free-abandoned-jobs"];

/** Runs jobs and opens deliveries until stopped; what is under way is finished first. */
export async function startWorker(): Promise<{ stop(): Promise<void> }> {
  await freeAbandonedJobs();
  await mindOutbox();
  const runner = await run({
    pgPool: pool,
    taskList: registry,
    crontab: [
      ...EVERY_MINUTE.map((job) => `* * * * * ${job}`),
      "37 3 * * * sweep-files",
      "17 * * * * sweep-uploads",
    ].join("\n"),
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => {
      if (level === "error" || level === "warning") log.warn({ worker: message }, "job");
    }),
  });
  // Deliveries are their own queue: the table is the truth.
  const opener = await follow("deliveries", async () => (await openDeliveries()) > 0);
  const historian = startHistorian();

  return {
    async stop() {
      await Promise.all([runner.stop(), opener.stop(), historian.stop()]);
    },
  };
}
