import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { Book } from "./actors/book";
import type { Desk } from "./actors/desk";
import type { Tally } from "./compare/compare-leftovers";
import { readLeftovers } from "./compare/read-database";
import type { Stage } from "./stage/start-stage";

const LOOK_EVERY_MS = 500;
/** So often in a row: between two steps of one thing all may look quiet. */
const TIMES_QUIET = 3;
/** Far beyond what anything takes; then whatever is still under way is a difference. */
const PATIENCE_MS = 60 * 60_000;
const TELL_EVERY_LOOKS = 20;

/** Waits until the platform, the product and every screen have nothing left to do. @returns how long it took. */
export async function untilQuiet(stage: Stage, book: Book, desks: Desk[]): Promise<number> {
  const start = performance.now();
  let quiet = 0;
  for (let look = 1; quiet < TIMES_QUIET && performance.now() - start < PATIENCE_MS; look += 1) {
    for (const desk of desks) desk.tryAgain();
    const busy = await whatIsBusy(stage, book, desks);
    quiet = busy.length === 0 ? quiet + 1 : 0;
    if (look % TELL_EVERY_LOOKS === 0) console.error(`   waiting for quiet: ${busy.join(", ")}`);
    await pause(LOOK_EVERY_MS);
  }
  return (performance.now() - start) / 1000;
}

async function whatIsBusy(stage: Stage, book: Book, desks: Desk[]): Promise<string[]> {
  const tally = await stage.control.get<Tally>("/deliveries/tally");
  const { unopened, parked, outgoing, jobs } = await left(stage);
  const unsettled = desks.filter((desk) => !desk.isSettled).length;
  const counts: [number, string][] = [
    [tally.deliveries - tally.delivered - tally.lost, "deliveries under way"],
    [unopened, "deliveries unopened"],
    [parked, "events parked"],
    [outgoing, "answers on their way"],
    [book.waiting, "answers not taken"],
    [unsettled, "screens being read"],
    ...jobs
      .filter(({ isBusy }) => isBusy)
      .map(({ name, count }): [number, string] => [count, `jobs ${name}`]),
  ];
  return counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
}

async function left(stage: Stage) {
  const client = new pg.Client({ connectionString: stage.postgres.url, application_name: "ledger" });
  await client.connect();
  try {
    return await readLeftovers(client);
  } finally {
    await client.end();
  }
}
