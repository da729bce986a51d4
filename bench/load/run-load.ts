import { percentile } from "../statistics";
import { Connection, postRequest } from "./connection";
import type { SignedDelivery } from "./signed-deliveries";

export interface Load {
  port: number;
  path: string;
  connections: number;
  /** How long to send; or how many requests, whichever ends first. */
  forMs?: number;
  requests?: number;
  nextDelivery: () => SignedDelivery;
  /** Requests made ready beforehand, so that making them costs nothing while it counts. */
  ready?: number;
}

export interface LoadResult {
  acknowledged: number;
  /** Answers that were no 200. */
  refused: number;
  seconds: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

/** Keeps each connection busy with one request at a time. @throws Error when the server hangs up. */
export async function runLoad(load: Load): Promise<LoadResult> {
  const { port, path, forMs = Number.POSITIVE_INFINITY, requests = Number.POSITIVE_INFINITY } = load;
  const request = () => postRequest(path, load.nextDelivery());
  const ready = Array.from({ length: load.ready ?? 0 }, request);
  const open = Array.from({ length: load.connections }, () => Connection.open(port));
  const connections = await Promise.all(open);
  const latencies: number[] = [];
  let refused = 0;
  let sent = 0;
  const start = performance.now();

  async function keepBusy(connection: Connection) {
    while (sent < requests && performance.now() - start < forMs) {
      sent += 1;
      const { status, tookMs } = await connection.send(ready.pop() ?? request());
      if (status === 200) latencies.push(tookMs);
      else refused += 1;
    }
  }

  try {
    await Promise.all(connections.map(keepBusy));
  } finally {
    for (const connection of connections) connection.close();
  }
  const seconds = (performance.now() - start) / 1000;
  return {
    acknowledged: latencies.length,
    refused,
    seconds,
    perSecond: latencies.length / seconds,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };
}
