import http from "node:http";
import { setTimeout as pause } from "node:timers/promises";

/** What befalls one call on its way. */
export type Mishap =
  | { kind: "delay"; ms: number }
  /** Not even a connection. */
  | { kind: "refuse" }
  /** Answered here; the other side never hears of it. */
  | { kind: "answer"; status: number; body: string }
  /** The other side has done it, and its answer is lost. */
  | { kind: "lose_answer" }
  /** The answer breaks off in the middle. */
  | { kind: "cut_answer" }
  /** The other side has done it, and something unreadable comes back. */
  | { kind: "garble"; status: number };

export interface Passing {
  method: string;
  url: string;
  body: Buffer;
}

/** Null lets the call pass as it is. */
export type Judge = (call: Passing) => Mishap | null;

const GARBLED = "<!doctype html><html><body><h1>502 Bad Gateway</h1></body></html>";

/** Stands between two programs that speak HTTP, understands their calls, and lets things go wrong with them. */
export class HttpDoor {
  judge: Judge = () => null;
  readonly #agent = new http.Agent({ keepAlive: true, maxSockets: 128 });
  readonly #server: http.Server;
  #turn = 0;

  /** @param targets ports of 127.0.0.1 that serve at this moment. */
  constructor(private readonly targets: () => number[]) {
    this.#server = http.createServer((request, response) => {
      this.#pass(request, response).catch(() => response.destroy());
    });
    this.#server.keepAliveTimeout = 60_000;
  }

  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, "127.0.0.1", resolve);
    });
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
    this.#agent.destroy();
  }

  async #pass(request: http.IncomingMessage, response: http.ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const { method = "GET", url = "/", headers } = request;
    const call = { method, url, body: Buffer.concat(chunks) };
    const mishap = this.judge(call);
    if (mishap?.kind === "refuse") return response.destroy();
    if (mishap?.kind === "answer") return response.writeHead(mishap.status).end(mishap.body);
    if (mishap?.kind === "delay") await pause(mishap.ms);

    const answer = await this.#forward(call, headers);
    if (mishap?.kind === "lose_answer") return response.destroy();
    if (mishap?.kind === "garble")
      return response.writeHead(mishap.status, { "content-type": "text/html" }).end(GARBLED);
    response.writeHead(answer.status, answer.headers);
    if (mishap?.kind !== "cut_answer") return response.end(answer.body);
    response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)));
    setTimeout(() => response.destroy(), 20);
  }

  #forward({ method, url, body }: Passing, headers: http.IncomingHttpHeaders) {
    const targets = this.targets();
    this.#turn += 1;
    const port = targets[this.#turn % targets.length];
    if (port === undefined) throw new Error("Nobody serves.");
    return new Promise<{ status: number; headers: http.OutgoingHttpHeaders; body: Buffer }>(
      (resolve, reject) => {
        const path = url;
        const options = { host: "127.0.0.1", port, method, path, headers, agent: this.#agent };
        const request = http.request(options, async (response) => {
          const chunks = await response.toArray().catch(reject);
          const whole = Buffer.concat((chunks ?? []) as Buffer[]);
          resolve({
            status: response.statusCode ?? 502,
            headers: plain(response.headers, whole),
            body: whole,
          });
        });
        request.once("error", reject);
        request.end(body);
      },
    );
  }
}

/** The answer goes on in one piece. */
function plain(headers: http.IncomingHttpHeaders, body: Buffer): http.OutgoingHttpHeaders {
  const { "transfer-encoding": _, connection: __, "keep-alive": ___, ...rest } = headers;
  return { ...rest, "content-length": body.length };
}
