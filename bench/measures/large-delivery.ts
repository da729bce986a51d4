import os from "node:os";
import pg from "pg";
import { Connection, postRequest } from "../load/connection";
import { openPlainly } from "../reference/open-plainly";
import type { Line, Outcome } from "../report";
import type { Database } from "../stage/database";
import type { Stage } from "../stage/start-stage";
import { DIRECT_DOOR } from "../stage/workspace";
import { median } from "../statistics";

const EVENTS = 1_000;
const ROUNDS = 5;

interface Took {
  acknowledgedMs: number;
  storedMs: number;
}

/** One POST with as many events as the platform puts into one: when it is acknowledged, when all are stored. */
export async function measureLargeDelivery(stage: Stage): Promise<Outcome> {
  const rounds: { product: Took; limit: Took; load: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const load = os.loadavg()[0]!;
    const limit = await throughBare(stage);
    const product = await throughProduct(stage);
    rounds.push({ product, limit, load });
  }

  const line = (what: keyof Took, measure: string, limit: string, goal: string): Line => ({
    measure,
    unit: "ms",
    product: median(rounds.map(({ product }) => product[what])),
    limit: { name: limit, value: median(rounds.map(({ limit }) => limit[what])) },
    ratios: rounds.map(({ product, limit }) => product[what] / limit[what]),
    better: "lower",
    goal,
    loads: rounds.map(({ load }) => load),
  });
  return {
    lines: [
      line("acknowledgedMs", `${EVENTS} events: acknowledged`, "bare insert", "≤ 200 ms"),
      line("storedMs", `${EVENTS} events: all stored`, "two plain statements each", "≤ 300 ms"),
    ],
    details: { events: EVENTS, rounds },
    notes: [],
  };
}

async function throughBare({ bare, deliveryOf }: Stage): Promise<Took> {
  const start = performance.now();
  const acknowledgedMs = await post(bare.port, "/webhook", deliveryOf(texts()));
  await openPlainly(bare.database.client);
  return { acknowledgedMs, storedMs: performance.now() - start };
}

async function throughProduct({ all, deliveryOf }: Stage): Promise<Took> {
  const delivery = deliveryOf(texts());
  const stored = await whenStored(all.database, (await all.database.count("messages")) + EVENTS);
  const start = performance.now();
  const acknowledgedMs = await post(all.port, DIRECT_DOOR, delivery);
  const storedMs = (await stored.at) - start;
  await stored.stop();
  await all.database.becomesSettled();
  return { acknowledgedMs, storedMs };
}

async function post(port: number, path: string, delivery: ReturnType<Stage["deliveryOf"]>) {
  const connection = await Connection.open(port);
  const { tookMs, status } = await connection.send(postRequest(path, delivery));
  connection.close();
  if (status !== 200) throw new Error(`A delivery of ${EVENTS} events was answered ${status}.`);
  return tookMs;
}

/** Listens like the product's own gateway does, so as not to look at the table all the time. */
async function whenStored({ url, client }: Database, wanted: number) {
  const listener = new pg.Client({ connectionString: url });
  await listener.connect();
  const at = new Promise<number>((resolve) => {
    listener.on("notification", async () => {
      const { rows } = await client.query<{ count: string }>("select count(*) from messages");
      if (Number(rows[0]!.count) >= wanted) resolve(performance.now());
    });
  });
  await listener.query("listen events");
  return { at, stop: () => listener.end() };
}

const texts = () => Array.from({ length: EVENTS }, (_, index) => `One of a thousand, number ${index}.`);
