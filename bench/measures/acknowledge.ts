import os from "node:os";
import { type Load, type LoadResult, runLoad } from "../load/run-load";
import type { Line, Outcome } from "../report";
import type { Database } from "../stage/database";
import { processorMicros } from "../stage/processor-time";
import type { Program } from "../stage/program";
import type { Stage } from "../stage/start-stage";
import { DIRECT_DOOR, ROUTE_HANDLER_DOOR } from "../stage/workspace";
import { median } from "../statistics";

const ROUNDS = 5;
const CONNECTIONS = [1, 8, 32];
const RUN_MS = 2_000;
const WARM_UP_MS = 2_000;

type Name = "bare" | "product" | "product, no worker" | "route handler";

interface Contestant {
  name: Name;
  port: number;
  path: string;
  database: Database;
  program: Program;
}

interface Run extends LoadResult {
  contestant: Name;
  connections: number;
  round: number;
  /** Rows that came into being meanwhile: never fewer than were acknowledged. */
  stored: number;
  /** Of the server's process, for each acknowledgement; null where the system does not tell. */
  processorMicros: number | null;
  load: number;
}

/** How fast the webhook says 200 to what it has stored, against the least that stores the same. */
export async function measureAcknowledge(stage: Stage): Promise<Outcome> {
  const ceiling = await measureGenerator(stage);
  const runs = await runRounds(stage);
  const lost = runs.filter(({ stored, acknowledged }) => stored < acknowledged);
  const refused = runs.reduce((sum, run) => sum + run.refused, 0);
  const total = runs.reduce((sum, run) => sum + run.acknowledged, 0);

  return {
    lines: CONNECTIONS.flatMap((connections) => [
      ...rateLines(runs, connections),
      ...latencyLines(runs, connections),
      ...processorLines(runs, connections),
    ]),
    details: { rounds: ROUNDS, runMs: RUN_MS, generatorCeiling: ceiling, runs },
    notes: [
      `${total} acknowledged, ${refused} refused; in ${lost.length} of ${runs.length} runs fewer rows than acknowledgements.`,
      `The load generator alone, against a server that only answers 200: ${ceiling
        .map(({ connections, perSecond }) => `${Math.round(perSecond)}/s at ${connections}`)
        .join(", ")}.`,
    ],
  };
}

async function measureGenerator({ bare, nextDelivery }: Stage) {
  const results = [];
  for (const connections of CONNECTIONS) {
    const load = { port: bare.port, path: "/accept", connections, nextDelivery };
    await runLoad({ ...load, forMs: RUN_MS / 2 });
    const { perSecond, p50Ms, p99Ms } = await runLoad({ ...load, forMs: RUN_MS, ready: 30_000 });
    results.push({ connections, perSecond, p50Ms, p99Ms });
  }
  return results;
}

async function runRounds({ all, web, bare, nextDelivery }: Stage): Promise<Run[]> {
  const contestants: Contestant[] = [
    { name: "bare", path: "/webhook", ...bare },
    { name: "product", path: DIRECT_DOOR, ...all },
    { name: "product, no worker", path: DIRECT_DOOR, ...web },
    { name: "route handler", path: ROUTE_HANDLER_DOOR, ...web },
  ];
  for (const { port, path, database } of contestants) {
    await runLoad({ port, path, connections: 8, forMs: WARM_UP_MS, nextDelivery });
    await database.forgetWaiting();
  }

  const runs: Run[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // Everybody starts a round once, so that nobody always follows the same one.
    const order = contestants.map((_, index) => contestants[(index + round) % contestants.length]!);
    for (const connections of CONNECTIONS) {
      for (const contestant of order) {
        const known = runs.findLast(
          (run) => run.contestant === contestant.name && run.connections === connections,
        );
        const ready = Math.ceil((known?.acknowledged ?? 4_000) * 1.3);
        const load = { ...contestant, connections, forMs: RUN_MS, nextDelivery, ready };
        runs.push({ ...(await runOnce(contestant, load)), connections, round });
      }
    }
  }
  return runs;
}

async function runOnce({ name, database, program }: Contestant, load: Load) {
  const before = await database.newestDelivery();
  const used = processorMicros(program.pid);
  const result = await runLoad(load);
  const usedNow = processorMicros(program.pid);
  const stored = await database.countSince(before);
  await database.forgetWaiting();
  return {
    ...result,
    contestant: name,
    stored,
    processorMicros: used === null || usedNow === null ? null : (usedNow - used) / result.acknowledged,
    load: os.loadavg()[0]!,
  };
}

function rateLines(runs: Run[], connections: number): Line[] {
  return (["product", "product, no worker", "route handler"] as const).map((name) =>
    line(runs, connections, name, "perSecond", {
      measure: `${name}, ${connections} conn`,
      unit: "a second",
      better: "higher",
    }),
  );
}

function latencyLines(runs: Run[], connections: number): Line[] {
  return (["p50Ms", "p99Ms"] as const).map((figure) =>
    line(runs, connections, "product", figure, {
      measure: `product ${figure.slice(0, 3)}, ${connections} conn`,
      unit: "ms",
      better: "lower",
      ...(connections === 1 && { goal: "≤ 2 ×" }),
    }),
  );
}

/** Without the worker, which would open deliveries in the same process. */
function processorLines(runs: Run[], connections: number): Line[] {
  if (runs.some((run) => run.processorMicros === null)) return [];
  return [
    line(runs, connections, "product, no worker", "processorMicros", {
      measure: `processor for each, ${connections} conn`,
      unit: "µs",
      better: "lower",
    }),
  ];
}

function line(
  runs: Run[],
  connections: number,
  name: Name,
  figure: "perSecond" | "p50Ms" | "p99Ms" | "processorMicros",
  words: Pick<Line, "measure" | "unit" | "better" | "goal">,
): Line {
  const of = (contestant: Name) =>
    runs.filter((run) => run.contestant === contestant && run.connections === connections);
  const [mine, limit] = [of(name), of("bare")];
  const values = (some: Run[]) => some.map((run) => run[figure] ?? Number.NaN);
  return {
    ...words,
    product: median(values(mine)),
    limit: { name: "bare insert", value: median(values(limit)) },
    ratios: values(mine).map((value, round) => value / values(limit)[round]!),
    loads: mine.map(({ load }) => load),
  };
}
