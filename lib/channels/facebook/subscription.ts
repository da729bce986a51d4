import { z } from "zod";
import type { RefusedField } from "@/db/schema/channels";
import type { ChannelCredentials } from "@/lib/channels/channel";
import { askGraph, GraphFailure, graphId } from "./ask-graph";
import { graphPath } from "./graph";
import { lackingFor, permittedFields } from "./subscription-fields";

export interface SubscriptionOutcome {
  /** What the Page is subscribed to now, as the platform itself says where it does. */
  subscribed: string[];
  /** Each field that was asked for and isn't among them, with why; empty when nothing at all was accepted. */
  refused: RefusedField[];
  /** The last refusal; null when everything was accepted. */
  refusal: GraphFailure | null;
}

/**
 * Subscribes a Page to as many of the fields as Facebook accepts. One field that it refuses fails the whole call and
 * changes nothing, so the refused ones are found: first by what the token is known to hold, then by halving. Each
 * call replaces the former list; it only ever grows here, so that `messages`, the first of them, is never dropped again.
 *
 * @param fields the most important first.
 * @param granted what the token is known to hold; empty = not known.
 * @throws GraphFailure for everything that isn't about fields: 190, limits, no answer.
 */
export async function subscribePage(
  credentials: ChannelCredentials,
  fields: readonly string[],
  granted: readonly string[] = [],
): Promise<SubscriptionOutcome> {
  const attempt: Attempt = { credentials, accepted: [], refusal: null, refusals: new Map() };
  if (!(await tryFields(attempt, fields))) await findAccepted(attempt, fields, granted);
  if (attempt.accepted.length === 0) return { subscribed: [], refused: [], refusal: attempt.refusal };

  const told = await subscribedFields(credentials).catch(() => []);
  const subscribed = told.length > 0 ? told : attempt.accepted;
  const left = fields.filter((field) => !subscribed.includes(field));
  return {
    subscribed,
    refused: left.map((name) => refusedField(attempt, name, granted)),
    refusal: attempt.refusal,
  };
}

function refusedField({ refusals }: Attempt, name: string, granted: readonly string[]): RefusedField {
  const refusal = refusals.get(name);
  if (refusal) return { name, code: refusal.error?.code ?? null, detail: refusal.detail };
  const lacking = lackingFor(name, granted);
  // Not asked for one by one: what the access lacks says it already.
  if (lacking.length > 0) return { name, code: 200, detail: `without ${lacking.join(", ")}` };
  return { name, code: null, detail: "accepted, and not in Facebook’s list afterwards" };
}

/** Takes the app off the Page. @throws GraphFailure. */
export async function unsubscribePage(credentials: ChannelCredentials) {
  await askGraph({ method: "DELETE", ...edge(credentials) }, z.unknown());
}

/** Every app on a Page. */
export const installedAppsSchema = z.object({
  data: z.array(
    z.object({
      id: graphId.nullish(),
      name: z.string().nullish().catch(null),
      subscribed_fields: z.array(z.string()).nullish(),
    }),
  ),
});

/** What the Page sends to our app, in the platform's own words; empty where our app isn't listed. @throws GraphFailure. */
export async function subscribedFields(credentials: ChannelCredentials): Promise<string[]> {
  const { data } = await askGraph({ method: "GET", ...edge(credentials) }, installedAppsSchema);
  return data.find(({ id }) => id === credentials.appId)?.subscribed_fields ?? [];
}

interface Attempt {
  credentials: ChannelCredentials;
  accepted: string[];
  refusal: GraphFailure | null;
  /** Of the fields that were asked for by themselves. */
  refusals: Map<string, GraphFailure>;
}

async function findAccepted(attempt: Attempt, fields: readonly string[], granted: readonly string[]) {
  const permitted = permittedFields(fields, granted);
  if (permitted.length > 0 && permitted.length < fields.length && (await tryFields(attempt, permitted)))
    return;

  const [first, ...others] = permitted;
  // A token that may not even do this may do nothing: asking for the others would tell nothing new.
  if (!first || !(await tryFields(attempt, [first]))) return;
  await growByHalves(attempt, others);
}

async function growByHalves(attempt: Attempt, fields: readonly string[]): Promise<void> {
  const middle = Math.ceil(fields.length / 2);
  for (const half of [fields.slice(0, middle), fields.slice(middle)]) {
    if (half.length === 0 || (await tryFields(attempt, half))) continue;
    const [name, ...others] = half;
    if (others.length > 0) await growByHalves(attempt, half);
    else if (attempt.refusal) attempt.refusals.set(name!, attempt.refusal);
  }
}

/** Adds these to what was accepted; false when Facebook refuses one of them. */
async function tryFields(attempt: Attempt, fields: readonly string[]): Promise<boolean> {
  const list = [...attempt.accepted, ...fields];
  try {
    const query = { subscribed_fields: list.join(",") };
    await askGraph({ method: "POST", ...edge(attempt.credentials), query }, successSchema);
    attempt.accepted = list;
    return true;
  } catch (failure) {
    if (!(failure instanceof GraphFailure) || !aboutFields(failure)) throw failure;
    attempt.refusal = failure;
    return false;
  }
}

// Some of the platform's pages show the text instead of the boolean.
const successSchema = z.object({ success: z.union([z.literal(true), z.literal("true")]).optional() });

/** 100 = a name that it doesn't know; 200, 10, 3 and 210 = a permission or a role that the token lacks. */
const aboutFields = ({ error }: GraphFailure) =>
  error !== null && [3, 10, 100, 200, 210].includes(error.code);

const edge = ({ channelExternalId, accessToken, appSecret }: ChannelCredentials) => ({
  path: graphPath(channelExternalId, "subscribed_apps"),
  accessToken,
  appSecret,
});
