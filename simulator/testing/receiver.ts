import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface Arrival {
  bytes: string;
  headers: IncomingHttpHeaders;
  events: Record<string, unknown>[];
}

/** One element of `changes`, with its entry's time. */
export interface Change {
  time: number;
  field: string;
  value: Record<string, unknown>;
}

/** A real webhook address: keeps what arrives, makes the handshake, and answers as it is told. */
export class Receiver {
  readonly arrivals: Arrival[] = [];
  /** The status of the next answers; the last one stays. 0 = the connection is cut. */
  statuses: number[] = [200];
  #waiting: { count: number; resolve: () => void }[] = [];
  readonly #server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (request.method === "GET") {
        const query = new URL(request.url ?? "", "http://receiver").searchParams;
        const known = query.get("hub.verify_token") === this.verifyToken;
        response.writeHead(known ? 200 : 403).end(known ? query.get("hub.challenge") : "");
        return;
      }
      this.#keep(Buffer.concat(chunks).toString("utf8"), request.headers);
      const status = this.statuses.length > 1 ? this.statuses.shift()! : this.statuses[0]!;
      if (status === 0) response.destroy();
      else response.writeHead(status).end("seen");
    });
  });

  constructor(readonly verifyToken = "verify-me") {}

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/webhook`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** Waits until so many deliveries have arrived in all. */
  async count(count: number): Promise<void> {
    if (this.arrivals.length >= count) return;
    await new Promise<void>((resolve) => this.#waiting.push({ count, resolve }));
  }

  /** Every event of every entry, in the order of arrival. */
  events(): Record<string, unknown>[] {
    return this.arrivals.flatMap(({ events }) => events);
  }

  /** Everything told of what is public, in the order of arrival. */
  changes(): Change[] {
    return this.arrivals.flatMap(({ bytes }) => changesIn(bytes));
  }

  #keep(bytes: string, headers: IncomingHttpHeaders): void {
    this.arrivals.push({ bytes, headers, events: eventsIn(bytes) });
    for (const { count, resolve } of this.#waiting) if (this.arrivals.length >= count) resolve();
  }
}

/** The one property that says what kind of event it is. */
export function kindOf(event: Record<string, unknown>): string {
  const message = event.message as { is_echo?: boolean } | undefined;
  if (message) return message.is_echo ? "echo" : "message";
  return Object.keys(event).find((key) => !["sender", "recipient", "timestamp"].includes(key)) ?? "";
}

function changesIn(bytes: string): Change[] {
  const body = JSON.parse(bytes) as { entry: { time: number; changes?: Omit<Change, "time">[] }[] };
  return body.entry.flatMap(({ time, changes = [] }) => changes.map((change) => ({ time, ...change })));
}

function eventsIn(bytes: string): Record<string, unknown>[] {
  try {
    const body = JSON.parse(bytes) as { entry?: { messaging?: object[]; standby?: object[] }[] };
    return (body.entry ?? []).flatMap(({ messaging, standby }) => messaging ?? standby ?? []) as Record<
      string,
      unknown
    >[];
  } catch {
    return [];
  }
}
