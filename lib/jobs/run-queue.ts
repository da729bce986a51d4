import { EventEmitter } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { Logger, type Runner, type RunnerOptions, run, type WorkerEvents } from "graphile-worker";
import { log } from "@/lib/log";
import { showPresence } from "./worker-presence";

const CONCURRENCY = 4;
const AGAIN_IN_MS = 1_000;

interface Running {
  runner: Runner;
  presence: { stop(): Promise<void> };
}

/**
 * Runs jobs until stopped. When the database is away for long, the queue's library gives up and ends by itself; then it
 * is started again, as often as it takes.
 */
export async function runQueue(
  options: Pick<RunnerOptions, "pgPool" | "taskList" | "crontab">,
): Promise<{ stop(): Promise<void> }> {
  let stopped = false;
  let running: Running | null = await begin(options);
  const over = goOn();

  async function goOn() {
    while (!stopped) {
      await running?.runner.promise.catch((error) => log.warn({ err: error }, "the job queue ended"));
      if (stopped) return;
      await running?.presence.stop();
      running = null;
      await pause(AGAIN_IN_MS);
      running = await begin(options).catch((error) => {
        log.warn({ err: error }, "the job queue cannot be started; trying again");
        return null;
      });
      if (stopped) await end(running);
    }
  }

  return {
    async stop() {
      stopped = true;
      await end(running);
      await over;
    },
  };
}

async function begin(options: RunnerOptions): Promise<Running> {
  const workerIds: string[] = [];
  const events: WorkerEvents = new EventEmitter();
  events.on("worker:create", ({ worker }) => workerIds.push(worker.workerId));
  const runner = await run({
    ...options,
    events,
    // Told one by one, the end of a job is awaited by nobody, and a database that is away would end the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => {
      if (level === "error" || level === "warning") log.warn({ worker: message }, "job");
    }),
  });
  // Whoever begins again hears of a failure; nobody else waits for it.
  runner.promise.catch(() => {});
  try {
    return { runner, presence: await showPresence(workerIds) };
  } catch (error) {
    await runner.stop();
    throw error;
  }
}

/** What is under way is finished first. One that ended by itself cannot be stopped again. */
async function end(running: Running | null) {
  await running?.runner.stop().catch(() => {});
  await running?.presence.stop();
}
