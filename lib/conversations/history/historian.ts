import { clock } from "@/lib/clock";
import { log } from "@/lib/log";
import { planGapRuns } from "./plan-gap-runs";
import { workOnHistory } from "./work-on-history";

const LOOK_EVERY_MS = 1_000;
const PLAN_EVERY_MS = 60_000;
/** So many channels are read at the same time; each waits for its own turns most of the while. */
const AT_ONCE = 3;
/** When nothing could be done for so long, deliveries may have been lost meanwhile. */
const OUTAGE_MS = 60_000;

/** Reads history until stopped: beside the queue of jobs, so that nothing that is sent ever waits for it. */
export function startHistorian(): { stop(): Promise<void> } {
  let stopped = false;
  let failingSince: number | null = null;
  const working = new Set<Promise<void>>();
  const attempt = (work: () => Promise<unknown>) => {
    const running = guard(work).finally(() => working.delete(running));
    working.add(running);
  };

  async function guard(work: () => Promise<unknown>) {
    try {
      await work();
      const outage = failingSince === null ? 0 : clock.now().getTime() - failingSince;
      failingSince = null;
      if (outage > OUTAGE_MS) await planGapRuns("outage");
    } catch (error) {
      failingSince ??= clock.now().getTime();
      log.error({ err: error }, "reading history failed; trying again");
    }
  }

  const looking = setInterval(() => {
    if (!stopped && working.size < AT_ONCE) attempt(() => workOnHistory(() => !stopped));
  }, LOOK_EVERY_MS);
  const planning = setInterval(() => attempt(() => planGapRuns("schedule")), PLAN_EVERY_MS);
  attempt(() => planGapRuns("outage"));

  return {
    async stop() {
      stopped = true;
      clearInterval(looking);
      clearInterval(planning);
      await Promise.all(working);
    },
  };
}
