import { Logger, run } from "graphile-worker";
import { pool } from "@/db/client";
import { openDeliveries } from "@/lib/conversations/receiving/open-deliveries";
import { mindOutbox } from "@/lib/conversations/settle-message";
import { listen } from "@/lib/events/listen";
import { log } from "@/lib/log";
import { freeAbandonedJobs } from "./free-abandoned-jobs";
import { registry } from "./registry";
import type { JobName } from "./schemas";

/** How often the table is looked at without a hint. */
const LOOK_EVERY_MS = 1_000;
const CONCURRENCY = 4;
const EVERY_MINUTE: JobName[] = ["mind-outbox", "fold-counters", "free-abandoned-jobs"];

/** Runs jobs and opens deliveries until stopped; what is under way is finished first. */
export async function startWorker(): Promise<{ stop(): Promise<void> }> {
  await freeAbandonedJobs();
  await mindOutbox();
  const runner = await run({
    pgPool: pool,
    taskList: registry,
    crontab: EVERY_MINUTE.map((job) => `* * * * * ${job}`).join("\n"),
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => {
      if (level === "error" || level === "warning") log.warn({ worker: message }, "job");
    }),
  });
  const opener = await startOpening();

  return {
    async stop() {
      await Promise.all([runner.stop(), opener.stop()]);
    },
  };
}

/** Deliveries are their own queue: the table is the truth, a NOTIFY only wakes. */
async function startOpening() {
  let stopped = false;
  let wanted = false;
  let working: Promise<void> | null = null;

  function wake() {
    wanted = true;
    working ??= open().finally(() => {
      working = null;
    });
  }

  async function open() {
    while (wanted && !stopped) {
      wanted = false;
      try {
        if ((await openDeliveries()) > 0) wanted = true;
      } catch (error) {
        log.error({ err: error }, "deliveries could not be opened; trying again");
      }
    }
  }

  const listener = await listen("deliveries", wake);
  const timer = setInterval(wake, LOOK_EVERY_MS);
  wake();

  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await listener.stop();
      await working;
    },
  };
}
