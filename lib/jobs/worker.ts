import { EventEmitter } from "node:events";
import { Logger, run, type WorkerEvents } from "graphile-worker";
import { pool } from "@/db/client";
import { startHistorian } from "@/lib/conversations/history/historian";
import { mindOutbox } from "@/lib/conversations/mind-outbox";
import { openDeliveries } from "@/lib/conversations/receiving/open-deliveries";
import { mindDeliveryDays } from "@/lib/deliveries/mind-delivery-days";
import { follow } from "@/lib/events/follow";
import { log } from "@/lib/log";
import { freeAbandonedJobs } from "./free-abandoned-jobs";
import { registry } from "./registry";
import type { JobName } from "./schemas";
import { showPresence } from "./worker-presence";

const CONCURRENCY = 4;
const EVERY_MINUTE: JobName[] = ["mind-outbox", "mind-channels", "fold-counters", "free-abandoned-jobs"];

/** Runs jobs and opens deliveries until stopped; what is under way is finished first. */
export async function startWorker(): Promise<{ stop(): Promise<void> }> {
  await freeAbandonedJobs();
  await mindOutbox();
  await mindDeliveryDays();
  const workerIds: string[] = [];
  const events: WorkerEvents = new EventEmitter();
  events.on("worker:create", ({ worker }) => workerIds.push(worker.workerId));
  const runner = await run({
    pgPool: pool,
    events,
    taskList: registry,
    crontab: [
      ...EVERY_MINUTE.map((job) => `* * * * * ${job}`),
      "37 3 * * * sweep-files",
      "17 * * * * sweep-uploads",
      "11 * * * * mind-delivery-days",
    ].join("\n"),
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => {
      if (level === "error" || level === "warning") log.warn({ worker: message }, "job");
    }),
  });
  const presence = await showPresence(workerIds);
  // Deliveries are their own queue: the table is the truth.
  const opener = await follow("deliveries", async () => (await openDeliveries()) > 0);
  const historian = startHistorian();

  return {
    async stop() {
      await Promise.all([runner.stop(), opener.stop(), historian.stop()]);
      await presence.stop();
    },
  };
}
