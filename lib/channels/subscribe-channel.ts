import { eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { channels } from "@/db/schema/channels";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { AppError } from "@/lib/errors";
import { recordEvent } from "@/lib/events/record-event";
import type { ChannelCredentials } from "./channel";
import { channelCredentials } from "./channel-credentials";
import { platformProblem } from "./connect-errors";
import { endToken } from "./end-token";
import { GraphFailure, graphCode } from "./facebook/ask-graph";
import { type SubscriptionOutcome, subscribedFields, subscribePage } from "./facebook/subscription";
import { type MissingField, missingFields, neededFields } from "./facebook/subscription-fields";
import { type ChannelRow, findChannel, lockChannel } from "./find-channel";
import { wantCheck } from "./health/want-check";
import { presentChannel } from "./present-channel";
import type { ChannelShape } from "./shapes";
import { startGapRun } from "./start-history-run";
import { wakeWaiting } from "./wake-waiting";

export interface SettledSubscription {
  missing: MissingField[];
  /** The platform's last refusal; null when it accepted everything. */
  refusal: GraphFailure | null;
}

/**
 * Subscribes a channel to what it needs now. Where the platform refuses some fields the others are subscribed, and
 * the channel shows which are missing.
 *
 * @throws AppError `platform_refused` when nothing was accepted, `reconnect_needed` when the token is over,
 * `platform_unreachable`.
 */
export async function subscribeChannel(agent: Agent, channelId: string): Promise<ChannelShape> {
  requireRole(agent, "admin");
  const { missing, refusal } = await settleSubscription(agent, channelId);
  const found = await findChannel(channelId);
  if (found.channel.subscribedFields.length === 0 && refusal)
    throw nothingAccepted(found.channel, missing, refusal);

  return presentChannel(found);
}

/**
 * Brings the platform's subscription in line with what the channel needs; harmless when it already is. However it ends,
 * the channel is looked at anew: what a check-up saw before is of the past.
 */
export async function settleSubscription(agent: Agent, channelId: string): Promise<SettledSubscription> {
  const { channel } = await findChannel(channelId);
  try {
    return await settle(agent, channel);
  } finally {
    await db.transaction((tx) => wantCheck(tx, channelId, "connected"));
  }
}

async function settle(agent: Agent, channel: ChannelRow): Promise<SettledSubscription> {
  const credentials = await credentialsToSubscribe(channel);
  const before = await subscribedFields(credentials).catch(() => null);
  const outcome = await askPlatform(channel, credentials);

  const stored = await storeOutcome(agent, channel, outcome, hadMessages(channel, before));
  if (!stored) return settle(agent, (await findChannel(channel.id)).channel); // the wish changed while the platform was asked
  const missing = missingFields(
    { public: channel.isPublic, subscribedFields: outcome.subscribed },
    channel.grantedPermissions,
  );
  return { missing, refusal: outcome.refusal };
}

async function credentialsToSubscribe(channel: ChannelRow): Promise<ChannelCredentials> {
  const credentials = channel.disconnectedAt ? null : await channelCredentials(channel);
  if (!credentials)
    throw new AppError("reconnect_needed", `Pagedesk has no access to ${channel.name}. Connect it again.`);

  return credentials;
}

async function askPlatform(
  channel: ChannelRow,
  credentials: ChannelCredentials,
): Promise<SubscriptionOutcome> {
  try {
    const fields = neededFields({ public: channel.isPublic });
    return await subscribePage(credentials, fields, channel.grantedPermissions);
  } catch (failure) {
    if (!(failure instanceof GraphFailure)) throw failure;
    const problem = platformProblem(failure, `to subscribe ${channel.name}`);
    if (failure.error?.code !== 190) throw problem;

    await endToken(channel.id, channel.accessTokenEncrypted, graphCode(failure.error));
    throw new AppError("reconnect_needed", `${problem.message} Connect the Page again.`, {
      details: problem.details,
      cause: failure,
    });
  }
}

/** The platform may have dropped the Page without our knowing; where it can't be asked, what we know ourselves counts. */
const hadMessages = ({ subscribedFields: known, problems }: ChannelRow, told: string[] | null) =>
  told ? told.includes("messages") : known.includes("messages") && !problems.includes("subscription");

async function storeOutcome(
  agent: Agent,
  asked: ChannelRow,
  { subscribed, refused }: SubscriptionOutcome,
  hadThem: boolean,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const channel = await lockChannel(tx, asked.id);
    if (channel.isPublic !== asked.isPublic || channel.disconnectedAt) return false;

    if (!hadThem && subscribed.includes("messages"))
      await startGapRun(tx, channel.id, "subscribed", agent.id);
    if (isStored(channel, { subscribed, refused }) && channel.tokenState === "valid") return true;
    await tx
      .update(channels)
      .set({
        subscribedFields: subscribed,
        refusedFields: refused,
        ...provenToken,
        revision: sql`${channels.revision} + 1`,
      })
      .where(eq(channels.id, channel.id));
    await recordEvent(tx, {
      type: "channel.changed",
      channelId: channel.id,
      actorId: agent.id,
      details: { subscribedFields: subscribed },
    });
    if (channel.tokenState !== "valid") await wakeWaiting(tx, channel.id);
    return true;
  });
}

const isStored = (
  channel: ChannelRow,
  { subscribed, refused }: Pick<SubscriptionOutcome, "subscribed" | "refused">,
) =>
  subscribed.join() === channel.subscribedFields.join() &&
  JSON.stringify(refused.map(({ name, code }) => [name, code])) ===
    JSON.stringify(channel.refusedFields.map(({ name, code }) => [name, code]));

/** The platform has just accepted it. */
const provenToken = { tokenState: "valid", tokenProblem: null } as const;

function nothingAccepted(channel: ChannelRow, missing: MissingField[], refusal: GraphFailure) {
  const permissions = [...new Set(missing.flatMap((field) => field.permissions))];
  const hint =
    permissions.length > 0
      ? `Facebook refused to subscribe ${channel.name}: its access lacks ${permissions.join(" and ")}. Connect the Page again and leave it switched on.`
      : `Facebook refused to subscribe ${channel.name}: its access lacks a permission, or the account that connected it lacks the task “Community activity” on the Page. Connect the Page again with an account that has it.`;
  return new AppError("platform_refused", hint, {
    details: { missing, detail: refusal.detail, code: refusal.error?.code, subcode: refusal.error?.subcode },
    cause: refusal,
  });
}
