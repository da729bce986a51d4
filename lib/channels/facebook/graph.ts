import { createHmac } from "node:crypto";
import { env } from "@/lib/env";
import { storable } from "@/lib/storable";
import { type GraphError, readGraphError } from "./graph-error";
import { parseGraphJson } from "./graph-json";
import { redact } from "./graph-redact";
import { type GraphUsage, readUsage } from "./graph-usage";
import { heedRefusal } from "./heed-refusal";
import type { Multipart } from "./multipart";

const DEFAULT_TIMEOUT_MS = 15_000;

export interface GraphCall {
  method: "GET" | "POST" | "DELETE";
  /** Behind the version, e.g. `/me/accounts`; ids in it must be encoded by `graphPath`. */
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  /** Goes out as JSON. */
  body?: Record<string, unknown>;
  /** In place of `body`, where a file goes along. */
  form?: Multipart;
  /** Left out only where no token exists yet, as in the exchange of a code. */
  accessToken?: string;
  appSecret: string;
  timeoutMs?: number;
  /** Part of a check-up: what is refused here asks for no further one. */
  checkUp?: boolean;
  /** Sees the headers of whatever was answered. */
  onHeaders?: (headers: Headers) => void;
}

export type GraphResult =
  | { outcome: "ok"; body: unknown; usage: GraphUsage }
  | { outcome: "refused"; error: GraphError; usage: GraphUsage }
  /**
   * No verdict. `mayHaveArrived` is false when no connection came about, and when somebody on the way refused the
   * request (`httpStatus`): a 4xx says that the request itself was not taken, and the platform's own come enveloped.
   */
  | { outcome: "unknown"; detail: string; mayHaveArrived: boolean; httpStatus: number | null };

/**
 * One call to the Graph API, answered with a value: it throws only when it was itself called wrongly.
 * The token travels as the parameter that Meta's own pages use, and in a header for servers that look there only. No
 * address is ever logged or told in an error.
 */
export async function callGraph(call: GraphCall): Promise<GraphResult> {
  const timeoutMs = call.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  try {
    const response = await fetch(address(call), {
      method: call.method,
      headers: headersOf(call),
      ...contentOf(call),
      redirect: "error",
      cache: "no-store",
      signal: AbortSignal.timeout(timeoutMs),
    });
    call.onHeaders?.(response.headers);
    const result = judge(call, response, await response.text());
    if (result.outcome === "refused") heedRefusal(call, result.error);
    return result;
  } catch (error) {
    return { outcome: "unknown", ...breakdown(call, error, timeoutMs), httpStatus: null };
  }
}

/** A path whose parts are encoded, so that an id can never reach another edge. */
export function graphPath(...parts: string[]) {
  return `/${parts.map(encodeURIComponent).join("/")}`;
}

/** The proof that the caller knows the app's secret: Meta asks for it on every call once an app requires it. */
export function appSecretProof(accessToken: string, appSecret: string) {
  return createHmac("sha256", appSecret).update(accessToken).digest("hex");
}

function address({ path, query, accessToken, appSecret }: GraphCall) {
  const url = new URL(`${env.FACEBOOK_GRAPH_URL}/${env.FACEBOOK_GRAPH_VERSION}${path}`);
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  if (accessToken) {
    url.searchParams.set("access_token", accessToken);
    url.searchParams.set("appsecret_proof", appSecretProof(accessToken, appSecret));
  }

  return url;
}

/** A form is streamed, and its length told: a platform need not take a body that ends nobody knows where. */
function contentOf({ body, form }: GraphCall): RequestInit {
  if (form) return { body: form.body, duplex: "half" } as RequestInit;
  return body ? { body: JSON.stringify(body) } : {};
}

function headersOf({ body, form, accessToken }: GraphCall) {
  return {
    Accept: "application/json",
    ...(body && { "Content-Type": "application/json" }),
    ...(form && { "Content-Type": form.contentType, "Content-Length": String(form.length) }),
    ...(accessToken && { Authorization: `Bearer ${accessToken}` }),
  };
}

function judge(call: GraphCall, response: Response, text: string): GraphResult {
  const usage = readUsage(response.headers);
  const body = parsed(text);
  const error = readGraphError(body, response.status);

  if (error) return { outcome: "refused", error: { ...error, message: wordsOf(error, call) }, usage };
  if (response.ok && body !== undefined) return { outcome: "ok", body, usage };
  const detail = `The platform answered with status ${response.status} and nothing that can be read.`;
  return {
    outcome: "unknown",
    detail,
    mayHaveArrived: !isRefusedOnTheWay(response.status),
    httpStatus: response.status,
  };
}

/** 408 and 499 tell of somebody who stopped waiting, which is no refusal. */
function isRefusedOnTheWay(status: number) {
  return status >= 400 && status < 500 && status !== 408 && status !== 499;
}

function wordsOf(error: GraphError, call: GraphCall) {
  return redact(error.message, call).slice(0, 1000);
}

function parsed(text: string) {
  try {
    return storable(parseGraphJson(text));
  } catch {
    return; // a page of a proxy, or half an answer: the caller says so
  }
}

/** Nothing was asked where the connection itself did not come about. */
const neverConnected = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function breakdown(call: GraphCall, error: unknown, timeoutMs: number) {
  if (error instanceof Error && error.name === "TimeoutError") {
    return { detail: `No answer within ${timeoutMs / 1000} seconds.`, mayHaveArrived: true };
  }
  const code = codeOf(error);
  return {
    detail: `The connection to the platform broke (${redact(code, call)}).`,
    mayHaveArrived: !neverConnected.has(code),
  };
}

/** fetch wraps what happened; several addresses of one name give several errors. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error.cause ? codeOf(error.cause) : error.name;
}
