import http from "node:http";
import https from "node:https";

const DEADLINE_MS = 5_000;

const agents = {
  "http:": new http.Agent({ keepAlive: true, maxSockets: 64 }),
  "https:": new https.Agent({ keepAlive: true, maxSockets: 64 }),
};

export interface Answer {
  /** 0 = no answer: refused, reset or later than 5 seconds. */
  status: number;
  body: string;
  ms: number;
}

/** Posts exactly these bytes once. Never throws: what goes wrong is status 0. */
export async function post(url: string, bytes: string, headers: Record<string, string>): Promise<Answer> {
  const started = performance.now();
  const settled = await new Promise<{ status: number; body: string }>((resolve) => {
    try {
      send(url, bytes, headers, (status, body) => resolve({ status, body }));
    } catch (error) {
      resolve({ status: 0, body: error instanceof Error ? error.message : String(error) });
    }
  });
  return { ...settled, ms: Math.round(performance.now() - started) };
}

function send(
  url: string,
  bytes: string,
  headers: Record<string, string>,
  settle: (status: number, body: string) => void,
): void {
  const secure = new URL(url).protocol === "https:";
  const request = (secure ? https : http).request(url, {
    method: "POST",
    agent: agents[secure ? "https:" : "http:"],
    headers: { "Content-Length": Buffer.byteLength(bytes), ...headers },
  });
  const deadline = setTimeout(() => request.destroy(new Error("no answer within 5 seconds")), DEADLINE_MS);
  request.on("response", (response) => {
    const chunks: Buffer[] = [];
    response.on("data", (chunk: Buffer) => chunks.push(chunk));
    response.on("end", () => settle(response.statusCode ?? 0, Buffer.concat(chunks).toString()));
    response.on("error", (error) => settle(0, error.message));
  });
  request.on("error", (error) => settle(0, error.message));
  request.on("close", () => clearTimeout(deadline));
  request.end(bytes);
}
