import os from "node:os";
import { io, type Socket } from "socket.io-client";
import { Connection, postRequest } from "../load/connection";
import type { Line, Outcome } from "../report";
import type { Stage } from "../stage/start-stage";
import { DIRECT_DOOR } from "../stage/workspace";
import { median, percentile } from "../statistics";

const ROUNDS = 3;
const EVENTS = 100;
const EVERY_MS = 50;

interface Took {
  p50Ms: number;
  p99Ms: number;
}

interface Contestant {
  port: number;
  path: string;
  socket: Socket;
}

/** From the webhook's first byte to the event at an agent's socket, at 20 messages a second. */
export async function measureSocketEvent(stage: Stage): Promise<Outcome> {
  const product = { port: stage.all.port, path: DIRECT_DOOR, socket: await watchAll(stage) };
  const bare = {
    port: stage.bare.port,
    path: "/relay",
    socket: await connected(`http://127.0.0.1:${stage.bare.port}`),
  };
  const rounds: { product: Took; limit: Took; load: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const load = os.loadavg()[0]!;
    const limit = await sendAndListen(stage, bare);
    const mine = await sendAndListen(stage, product);
    rounds.push({ product: mine, limit, load });
  }
  product.socket.disconnect();
  bare.socket.disconnect();
  await stage.all.database.becomesSettled();
  await stage.bare.database.forgetWaiting();

  const line = (figure: "p50Ms" | "p99Ms"): Line => ({
    measure: `webhook → socket, ${figure.slice(0, 3)}`,
    unit: "ms",
    product: median(rounds.map(({ product }) => product[figure])),
    limit: { name: "insert, then emit", value: median(rounds.map(({ limit }) => limit[figure])) },
    ratios: rounds.map(({ product, limit }) => product[figure] / limit[figure]),
    better: "lower",
    goal: figure === "p50Ms" ? "≤ 6 ms" : "≤ 25 ms",
    loads: rounds.map(({ load }) => load),
  });
  return {
    lines: [line("p50Ms"), line("p99Ms")],
    details: { events: EVENTS, everyMs: EVERY_MS, rounds },
    notes: [`${ROUNDS * EVENTS} messages each, every one seen by its text.`],
  };
}

/** An agent in the view "all". */
async function watchAll({ all }: Stage): Promise<Socket> {
  const socket = await connected(all.origin, { cookie: all.cookie });
  await socket.emitWithAck("watch", { views: ["all"], conversationId: null });
  return socket;
}

function connected(url: string, extraHeaders: Record<string, string> = {}): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = io(url, { transports: ["websocket"], extraHeaders, reconnection: false });
    socket.once("connect", () => resolve(socket));
    socket.once("connect_error", reject);
  });
}

let written = 0;

async function sendAndListen({ nextDelivery }: Stage, { port, path, socket }: Contestant): Promise<Took> {
  const sentAt = new Map<string, number>();
  const tookMs: number[] = [];
  const connection = await Connection.open(port);
  const heard = new Promise<void>((resolve) => {
    socket.on("live", (event: unknown) => {
      const now = performance.now();
      const text = /watch for (\d+)\./.exec(JSON.stringify(event))?.[1] ?? "";
      const sent = sentAt.get(text);
      if (sent === undefined) return;
      sentAt.delete(text);
      tookMs.push(now - sent);
      if (tookMs.length === EVENTS) resolve();
    });
  });

  await inRhythm(EVENTS, EVERY_MS, async () => {
    written += 1;
    const request = postRequest(path, nextDelivery(`Please watch for ${written}.`));
    sentAt.set(String(written), performance.now());
    await connection.send(request);
  });
  await heard;
  socket.off("live");
  connection.close();
  return { p50Ms: percentile(tookMs, 0.5), p99Ms: percentile(tookMs, 0.99) };
}

/** Begins one piece of work at each beat; a slow one does not move the beats after it. */
function inRhythm(times: number, everyMs: number, work: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let begun = 0;
    let last = Promise.resolve();
    const beat = setInterval(() => {
      begun += 1;
      last = last.then(work);
      last.catch(reject);
      if (begun < times) return;
      clearInterval(beat);
      last.then(resolve, reject);
    }, everyMs);
  });
}
