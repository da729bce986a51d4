import { z } from "zod";
import type { ChannelCredentials } from "@/lib/channels/channel";
import type { Answer, PlatformFacts, SubscriptionFacts, TokenFacts } from "@/lib/channels/health/facts";
import { clock } from "@/lib/clock";
import { appSubscriptionsCall, appSubscriptionsSchema, appToken } from "./app-subscription";
import { graphCode, graphId } from "./ask-graph";
import { callGraph, type GraphCall, graphPath } from "./graph";
import type { GraphError } from "./graph-error";
import { installedAppsSchema } from "./subscription";

/** A check-up is watched by somebody: it rather says "not known" than to let them wait. */
const TIMEOUT_MS = 8_000;

/**
 * Asks Facebook everything that tells how a channel is, five calls at the same time. Never throws: what could not be
 * asked is said to be so. Sources: Meta, debug_token, subscribed_apps, app subscriptions, conversations (v26.0).
 */
export async function inspect(credentials: ChannelCredentials): Promise<PlatformFacts> {
  let clockAheadSeconds: number | null = null;
  const onHeaders = (headers: Headers) => {
    clockAheadSeconds ??= secondsAhead(headers.get("date"));
  };
  const ask = <Schema extends z.ZodType>(call: GraphCall, schema: Schema) =>
    answerOf({ ...call, timeoutMs: TIMEOUT_MS, onHeaders, checkUp: true }, schema);

  const [token, subscription, callback, routing, newest] = await Promise.all([
    ask(debugTokenCall(credentials), tokenSchema(credentials.channelExternalId)),
    ask(pageCall(credentials, "subscribed_apps"), installedAppsSchema.transform(subscriptionOf(credentials))),
    ask(appSubscriptionsCall(credentials), appSubscriptionsSchema),
    ask(pageCall(credentials, null, { fields: "id,messaging_feature_status" }), routingSchema),
    ask(newestCall(credentials), newestSchema),
  ]);
  return { token, subscription, callback, routing, newest, clockAheadSeconds };
}

async function answerOf<Schema extends z.ZodType>(
  call: GraphCall,
  schema: Schema,
): Promise<Answer<z.output<Schema>>> {
  const result = await callGraph(call);
  if (result.outcome === "unknown") return { state: "silent", detail: result.detail };
  if (result.outcome === "refused") return refused(result.error);

  const parsed = schema.safeParse(result.body);
  if (parsed.success) return { state: "told", told: parsed.data };
  return { state: "silent", detail: "Facebook answered in a form that can't be read." };
}

/** Codes that say nothing of the channel: faults of the platform, and limits of calls. Meta, error codes, 2026-06-25. */
const passing = new Set([-1, 2, 4, 17, 32, 341, 613, 80001, 80002, 80006]);

function refused(error: GraphError): Answer<never> {
  const detail = [graphCode(error), error.message, error.traceId].filter(Boolean).join(" · ");
  const { code, subcode, transient, httpStatus } = error;
  const passes = passing.has(code) || transient || httpStatus >= 500 || (code === 1 && subcode === 99);
  return passes ? { state: "silent", detail } : { state: "refused", code, subcode, detail };
}

const debugTokenCall = (credentials: ChannelCredentials): GraphCall => ({
  method: "GET",
  path: "/debug_token",
  query: { input_token: credentials.accessToken },
  accessToken: appToken(credentials),
  appSecret: credentials.appSecret,
});

function pageCall(
  { channelExternalId, accessToken, appSecret }: ChannelCredentials,
  edge: string | null,
  query?: GraphCall["query"],
): GraphCall {
  const path = edge ? graphPath(channelExternalId, edge) : graphPath(channelExternalId);
  return { method: "GET", path, query, accessToken, appSecret };
}

const newestCall = (credentials: ChannelCredentials) =>
  pageCall(credentials, "conversations", {
    platform: "messenger",
    fields: "updated_time,messages.limit(1){id,created_time}",
    limit: 1,
  });

const seconds = z.coerce.number().nullish().catch(null);

/** A permission can be given for some Pages only: one that names others is none for this one. */
const tokenSchema = (pageId: string) =>
  z
    .object({
      data: z.object({
        app_id: graphId.nullish(),
        is_valid: z.boolean().nullish(),
        expires_at: seconds,
        data_access_expires_at: seconds,
        scopes: z.array(z.string()).nullish().catch(null),
        granular_scopes: z
          .array(z.object({ scope: z.string(), target_ids: z.array(graphId).nullish().catch(null) }))
          .nullish()
          .catch(null),
        error: z
          .object({ code: z.coerce.number(), subcode: z.coerce.number().nullish() })
          .nullish()
          .catch(null),
      }),
    })
    .transform(({ data }): TokenFacts => {
      const elsewhere = (data.granular_scopes ?? [])
        .filter(({ target_ids }) => target_ids?.length && !target_ids.includes(pageId))
        .map(({ scope }) => scope);
      return {
        valid: data.is_valid !== false,
        endedBy: data.error ? [data.error.code, data.error.subcode].filter(Boolean).join("/") : null,
        appId: data.app_id ?? null,
        expiresAt: moment(data.expires_at),
        dataAccessUntil: moment(data.data_access_expires_at),
        permissions: data.scopes?.filter((scope) => !elsewhere.includes(scope)) ?? null,
      };
    });

/** The platform counts in seconds, and 0 is "never". */
const moment = (at: number | null | undefined) => (at ? new Date(at * 1_000) : null);

const subscriptionOf =
  ({ appId }: ChannelCredentials) =>
  ({ data }: z.output<typeof installedAppsSchema>): SubscriptionFacts => {
    const own = data.find(({ id }) => id === appId);
    return {
      fields: own ? (own.subscribed_fields ?? []) : null,
      otherApps: data.filter(({ id }) => id !== appId).map(({ id, name }) => name || `app ${id}`),
    };
  };

const routingSchema = z
  .object({ messaging_feature_status: z.object({ hop_v2: z.boolean().nullish() }).nullish().catch(null) })
  .transform(({ messaging_feature_status }) => ({ on: messaging_feature_status?.hop_v2 ?? null }));

const newestSchema = z
  .object({
    data: z.array(
      z.object({
        messages: z
          .object({ data: z.array(z.object({ id: graphId, created_time: z.string() })) })
          .nullish()
          .catch(null),
      }),
    ),
  })
  .transform(({ data }) => {
    const newest = data[0]?.messages?.data[0];
    const at = new Date(newest?.created_time.replace(/\+0000$/, "Z") ?? Number.NaN);
    return newest && !Number.isNaN(at.getTime()) ? { externalId: newest.id, at } : null;
  });

/** The header is exact to the second. */
function secondsAhead(date: string | null): number | null {
  const told = Date.parse(date ?? "");
  return Number.isNaN(told) ? null : Math.round((clock.now().getTime() - told) / 1_000);
}
