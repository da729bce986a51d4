import os from "node:os";
import { runLoad } from "../load/run-load";
import type { Line, Outcome } from "../report";
import { until } from "../stage/database";
import type { Stage } from "../stage/start-stage";
import { DIRECT_DOOR } from "../stage/workspace";
import { median } from "../statistics";

const HOUR_IN_S = 3_600;
const DELIVERIES_A_SECOND = 10;
const DELIVERIES = HOUR_IN_S * DELIVERIES_A_SECOND;

const ROUNDS = 3;
const CONNECTIONS = 8;
const RUN_MS = 2_000;

/**
 * An hour of traffic waits because no worker ran. How fast one works it off, whether every thread is in order then, and
 * whether the door says 200 as fast as ever meanwhile.
 */
export async function measureBacklog(stage: Stage): Promise<Outcome> {
  const { web, nextDelivery, startWorker } = stage;
  const load = os.loadavg()[0]!;
  const alone = await acknowledgeRounds(stage);
  await web.database.forgetWaiting();

  const start = Date.now() - HOUR_IN_S * 1_000;
  let told = 0;
  await runLoad({
    port: web.port,
    path: DIRECT_DOOR,
    // One after the other: what is told later must not be kept earlier.
    connections: 1,
    requests: DELIVERIES,
    nextDelivery() {
      told += 1;
      return nextDelivery(`backlog ${told}`, start + (told * 1_000) / DELIVERIES_A_SECOND);
    },
  });

  const worker = await startWorker();
  const before = { at: performance.now(), waiting: await waiting(stage) };
  const meanwhile = await acknowledgeRounds(stage);
  const acknowledged = meanwhile.reduce((sum, { count }) => sum + count, 0);
  const wasBusy = (await waiting(stage)) > 0;
  await until(async () => (await waiting(stage)) === 0);
  const seconds = (performance.now() - before.at) / 1_000;
  const { stored, outOfOrder } = await countBacklog(stage);
  await web.database.becomesSettled();
  await worker.stop();

  const rate = (rounds: { perSecond: number }[]) => rounds.map(({ perSecond }) => perSecond);
  const line: Line = {
    measure: `acknowledging while it is worked off, ${CONNECTIONS} conn`,
    unit: "a second",
    product: median(rate(meanwhile)),
    limit: { name: "the same, nothing to work off", value: median(rate(alone)) },
    ratios: meanwhile.map(({ perSecond }, round) => perSecond / alone[round]!.perSecond),
    better: "higher",
    loads: [load],
  };
  const opened = Math.round((before.waiting + acknowledged) / seconds);
  return {
    lines: [line],
    details: { deliveries: DELIVERIES, waitingAtFirstLook: before.waiting, seconds, alone, meanwhile },
    notes: [
      `${DELIVERIES} deliveries of one hour, and ${acknowledged} that came meanwhile, were worked off at ${opened} a second.`,
      `${stored} of ${DELIVERIES} messages of that hour are stored; ${outOfOrder} of them out of order.`,
      wasBusy
        ? "The worker was busy with the hour during all of these rounds."
        : "The worker was done before the rounds were.",
    ],
  };
}

async function acknowledgeRounds({ web, nextDelivery }: Stage) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const load = { port: web.port, path: DIRECT_DOOR, connections: CONNECTIONS, forMs: RUN_MS };
    const { perSecond, acknowledged, p99Ms } = await runLoad({ ...load, nextDelivery, ready: 6_000 });
    rounds.push({ perSecond, count: acknowledged, p99Ms });
  }
  return rounds;
}

function waiting({ web }: Stage) {
  return web.database.count("deliveries where opened_at is null");
}

/** In the order of their thread their numbers must rise. */
async function countBacklog({ web }: Stage) {
  const { rows } = await web.database.client.query<{ stored: string; out_of_order: string }>(`
    select count(*) as stored, count(*) filter (where number < before) as out_of_order
    from (
      select number, lag(number) over (partition by conversation_id order by sent_at, sequence) as before
      from (
        select conversation_id, sent_at, sequence, substring(text from 9)::int as number
        from messages where text like 'backlog %'
      ) numbered
    ) neighbours`);
  return { stored: Number(rows[0]!.stored), outOfOrder: Number(rows[0]!.out_of_order) };
}
