import { createWriteStream } from "node:fs";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Agent, type Dispatcher, request } from "undici";
import { env } from "@/lib/env";
import { allowedOrigin } from "./allowed-origin";
import { AddressRefused, guardedAgent, type Resolver, refuseInsideLiteral } from "./guarded-agent";
import { MAX_FILE_BYTES, MAX_FILE_WORDS } from "./limits";

export type FetchResult =
  | { outcome: "fetched"; size: number }
  /** `lasting`: asking again would end the same way. */
  | { outcome: "failed"; problem: string; lasting: boolean };

interface FetchOptions {
  limits?: Partial<typeof usualLimits>;
  resolver?: Resolver;
}

const usualLimits = {
  bytes: MAX_FILE_BYTES,
  connectInMs: 10_000,
  /** Without a single byte. */
  idleInMs: 15_000,
  wholeInMs: 120_000,
  redirects: 5,
};

/** The one way in which an address that somebody else wrote is fetched: into `file`, guarded and limited. */
export async function fetchFile(
  address: string,
  file: string,
  { limits, resolver }: FetchOptions = {},
): Promise<FetchResult> {
  const within = { ...usualLimits, ...limits };
  const agents = { guarded: guardedAgent(within, resolver), open: new Agent() };
  try {
    const body = await open(address, agents, within, AbortSignal.timeout(within.wholeInMs));
    return { outcome: "fetched", size: await write(body, file, within.bytes) };
  } catch (error) {
    if (error instanceof Refusal)
      return { outcome: "failed", problem: error.message, lasting: error.lasting };
    if (isGuard(error)) return { outcome: "failed", problem: problems.inside, lasting: true };
    return { outcome: "failed", problem: problems.unreachable, lasting: false };
  } finally {
    await Promise.all([agents.guarded.destroy(), agents.open.destroy()]);
  }
}

const problems = {
  inside: "Its link leads to an address that Pagedesk must not open.",
  address: "Its link is not an address that can be opened.",
  gone: "Its link has expired.",
  refused: "The platform does not hand it out.",
  tooLarge: `It is larger than ${MAX_FILE_WORDS}, the most that Pagedesk copies.`,
  empty: "The platform sent an empty file.",
  cut: "The platform broke off in the middle.",
  unreachable: "The platform did not answer.",
  redirects: "Its link leads in circles.",
};

class Refusal extends Error {
  constructor(
    problem: keyof typeof problems,
    readonly lasting = true,
  ) {
    super(problems[problem]);
  }
}

/** Redirects are followed by hand: each hop is a new address, and is guarded like the first. */
async function open(
  address: string,
  agents: { guarded: Dispatcher; open: Dispatcher },
  limits: typeof usualLimits,
  signal: AbortSignal,
): Promise<Readable> {
  let url = webAddress(address);
  for (let hop = 0; hop <= limits.redirects; hop += 1) {
    const isAllowed = url.origin === allowedOrigin(env);
    if (!isAllowed) refuseInsideLiteral(url);
    const { statusCode, headers, body } = await request(url, {
      dispatcher: isAllowed ? agents.open : agents.guarded,
      signal,
      headersTimeout: limits.idleInMs,
      bodyTimeout: limits.idleInMs,
      // As it is: what arrives is what is counted, and nothing unfolds to more.
      headers: { "accept-encoding": "identity", "user-agent": "Pagedesk", accept: "*/*" },
    });
    // A body that was not wanted ends with the agent.
    body.on("error", () => {});
    if (statusCode >= 300 && statusCode < 400) {
      url = webAddress(String(headers.location ?? ""), url);
      continue;
    }
    refuseStatus(statusCode);
    if (Number(headers["content-length"] ?? 0) > limits.bytes) throw new Refusal("tooLarge");
    return body;
  }
  throw new Refusal("redirects");
}

function webAddress(address: string, base?: URL): URL {
  const url = address && URL.canParse(address, base) ? new URL(address, base) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) throw new Refusal("address");
  return url;
}

function refuseStatus(status: number) {
  if (status === 200) return;
  if ([401, 403, 404, 410].includes(status)) throw new Refusal("gone");
  const isPassing = status >= 500 || [408, 425, 429].includes(status);
  throw isPassing ? new Refusal("unreachable", false) : new Refusal("refused");
}

async function write(body: Readable, file: string, most: number): Promise<number> {
  const target = createWriteStream(file);
  await pipeline(body, (source: AsyncIterable<Buffer>) => atMost(source, most), target).catch((cause) => {
    throw cause instanceof Refusal ? cause : new Refusal("cut", false);
  });
  if (target.bytesWritten === 0) throw new Refusal("empty");
  return target.bytesWritten;
}

async function* atMost(source: AsyncIterable<Buffer>, most: number) {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > most) throw new Refusal("tooLarge");
    yield chunk;
  }
}

function isGuard(error: unknown): boolean {
  if (error instanceof AddressRefused) return true;
  return error instanceof Error && error.cause !== undefined && isGuard(error.cause);
}
