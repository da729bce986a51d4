import os from "node:os";
import { runLoad } from "../load/run-load";
import { openPlainly } from "../reference/open-plainly";
import type { Outcome } from "../report";
import { until } from "../stage/database";
import type { Stage } from "../stage/start-stage";
import { DIRECT_DOOR } from "../stage/workspace";

const DELIVERIES = 5_000;

/** How fast a worker opens what was stored while there was none. */
export async function measureCatchUp({ web, bare, nextDelivery, startWorker }: Stage): Promise<Outcome> {
  const load = os.loadavg()[0]!;
  const store = { connections: 8, requests: DELIVERIES, nextDelivery };
  await runLoad({ ...store, port: bare.port, path: "/webhook" });
  const limit = await perSecond(() => openPlainly(bare.database.client));

  await runLoad({ ...store, port: web.port, path: DIRECT_DOOR });
  const before = await web.database.count("messages");
  const worker = await startWorker();
  const waiting = await web.database.count("deliveries where opened_at is null");
  const product = await perSecond(
    () => until(async () => (await web.database.count("deliveries where opened_at is null")) === 0),
    waiting,
  );
  const stored = (await web.database.count("messages")) - before;
  await web.database.becomesSettled();
  await worker.stop();

  return {
    lines: [
      {
        measure: `catch-up of ${DELIVERIES} deliveries`,
        unit: "a second",
        product,
        limit: { name: "two plain statements each", value: limit },
        ratios: [product / limit],
        better: "higher",
        loads: [load],
      },
    ],
    details: { deliveries: DELIVERIES, waitingAtFirstLook: waiting },
    notes: [`${stored} of ${DELIVERIES} messages stored by the worker.`],
  };
}

async function perSecond(work: () => Promise<void>, count = DELIVERIES): Promise<number> {
  const start = performance.now();
  await work();
  return count / ((performance.now() - start) / 1000);
}
