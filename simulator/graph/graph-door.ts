import { setTimeout as pause } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import type { Platform } from "../platform";
import { findEndpoint } from "./endpoints";
import { type Fault, faultError } from "./faults";
import { GraphCall } from "./graph-call";
import { GraphError } from "./graph-error";
import { masked } from "./masked";

export type Bindings = { Bindings: HttpBindings };

const CURRENT_VERSION = "v26.0";

/** Answers every Graph call: reads it, lets faults happen, finds its endpoint, and writes it into the log. */
export async function answerGraph(platform: Platform, c: Context<Bindings>): Promise<Response> {
  const call = await readCall(platform, c);
  const path = `/${call.path.join("/")}`;
  const fault = platform.faults.take(call.method, path, call.params);
  const late = fault?.when === "after";
  if (fault?.delayMs && !late) await pause(fault.delayMs);
  if (fault && !late && breaks(fault)) return fail(call, c, fault);

  const outcome = await perform(call);
  if (fault?.delayMs && late) await pause(fault.delayMs);
  if (fault && late && breaks(fault)) return fail(call, c, fault);
  return answer(call, c, outcome);
}

interface Outcome {
  status: number;
  body: unknown;
  error: GraphError | null;
}

async function perform(call: GraphCall): Promise<Outcome> {
  try {
    const { status = 200, body } = await findEndpoint(call.method, call.path)(call);
    return { status, body, error: null };
  } catch (error) {
    if (error instanceof GraphError) return refusal(call, error);
    console.error("simulator:", error);
    return refusal(call, new GraphError({ code: 1, subcode: 99, message: "An unknown error occurred" }));
  }
}

function refusal(call: GraphCall, error: GraphError): Outcome {
  const traceId = call.platform.world.ids.nextWord("A", "trace", 10);
  return { status: error.status, body: error.envelope(traceId), error };
}

function answer(call: GraphCall, c: Context<Bindings>, outcome: Outcome): Response {
  record(call, c, outcome.status, outcome.error?.code ?? null);
  if (c.env.outgoing.destroyed) call.answered();
  else c.env.outgoing.once("close", () => call.answered());
  return new Response(JSON.stringify(outcome.body), {
    status: outcome.status,
    headers: {
      "Content-Type": "application/json; charset=UTF-8",
      Date: new Date(call.platform.clock.now()).toUTCString(),
      "facebook-api-version": call.version,
      ...call.platform.usage.headers(call.page?.id ?? null, call.messenger),
      ...outcome.error?.headers(),
    },
  });
}

/** The work may be done already: what follows from it happens although the caller gets no proper answer. */
function fail(call: GraphCall, c: Context<Bindings>, fault: Fault): Response | Promise<Response> {
  const error = faultError(fault);
  if (!fault.cut && !fault.hang && error) return answer(call, c, refusal(call, error));

  record(call, c, 0, null);
  call.answered();
  if (fault.cut) c.env.incoming.socket.destroy();
  return fault.cut ? RESPONSE_ALREADY_SENT : new Promise<Response>(() => undefined);
}

function breaks(fault: Fault): boolean {
  return Boolean(fault.hang || fault.cut || faultError(fault));
}

async function readCall(platform: Platform, c: Context<Bindings>): Promise<GraphCall> {
  const [, first = "", ...rest] = new URL(c.req.url).pathname.split("/");
  const versioned = /^v\d+\.\d+$/.test(first);
  const path = (versioned ? rest : [first, ...rest]).filter((part) => part !== "").map(decodeURIComponent);
  const { fields, files } = await readBody(c);
  const params: Record<string, unknown> = { ...c.req.query(), ...fields };
  const method = String(params.method ?? c.req.method).toUpperCase();
  const bearer = /^(?:Bearer|OAuth) (.+)$/i.exec(c.req.header("authorization") ?? "")?.[1] ?? null;
  return new GraphCall(platform, method, versioned ? first : CURRENT_VERSION, path, params, files, bearer);
}

async function readBody(c: Context): Promise<{ fields: Record<string, unknown>; files: Map<string, File> }> {
  const files = new Map<string, File>();
  const type = c.req.header("content-type") ?? "";
  if (type.includes("json")) {
    const body: unknown = await c.req.json().catch(() => null);
    return { fields: body && typeof body === "object" ? (body as Record<string, unknown>) : {}, files };
  }
  if (!type.includes("form")) return { fields: {}, files };

  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(await c.req.parseBody())) {
    if (value instanceof File) files.set(name, value);
    else fields[name] = value;
  }
  return { fields, files };
}

function record(call: GraphCall, c: Context, status: number, code: number | null): void {
  const query = c.req.query();
  const body = Object.fromEntries(Object.entries(call.params).filter(([name]) => !(name in query)));
  call.platform.calls.push({
    at: new Date(call.now).toISOString(),
    method: call.method,
    path: `/${call.path.join("/")}`,
    version: call.version,
    query: masked(query),
    body: masked(body),
    appId: call.token?.appId ?? null,
    pageId: call.page?.id ?? null,
    status,
    code,
  });
}
