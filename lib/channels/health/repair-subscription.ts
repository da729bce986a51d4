import type { RefusedField } from "@/db/schema/channels";
import type { ChannelCredentials } from "@/lib/channels/channel";
import { GraphFailure } from "@/lib/channels/facebook/ask-graph";
import { type SubscriptionOutcome, subscribePage } from "@/lib/channels/facebook/subscription";
import { neededFields, surplusFields } from "@/lib/channels/facebook/subscription-fields";
import type { ChannelRow } from "@/lib/channels/find-channel";
import { log } from "@/lib/log";
import type { OwnFacts, PlatformFacts } from "./facts";
import { MOST_REPAIRS } from "./receiving-lines";

export interface Repair {
  /** As they are now; null = nothing could be changed. */
  fields: string[] | null;
  refused: RefusedField[];
  /** What had arrived before, didn't any more, and does again. */
  regained: string[];
}

/**
 * Brings a Page's subscription in line with what the channel needs, without anybody asking: where it was lost (Facebook
 * takes an app off a Page after an hour of failed deliveries, and so can whoever manages the Page), where a newer version
 * of Pagedesk needs a further field, and where one still arrives that isn't wanted any more. The app's one callback
 * address is another matter: two installations that take it back in turn would fight for ever, so a person decides that.
 *
 * @returns null when there was nothing to do, or nothing that could be done.
 */
export async function repairSubscription(
  channel: ChannelRow,
  credentials: ChannelCredentials,
  { token, subscription }: PlatformFacts,
  own: Pick<OwnFacts, "subscriptionWanted" | "recentRepairs">,
): Promise<Repair | null> {
  if (!own.subscriptionWanted || own.recentRepairs >= MOST_REPAIRS) return null;
  if (token.state !== "told" || !token.told.valid || subscription.state !== "told") return null;
  const granted = token.told.permissions ?? [];
  const present = subscription.told.fields ?? [];
  const wish = wishOf(channel, present, granted);
  if (wish.lost.length + wish.further.length + wish.surplus.length === 0) return null;

  const outcome = await subscribeAgain(channel, credentials, granted);
  // No answer: what the access may do by now is asked for again at the next check-up.
  if (!outcome) return wish.grown ? { fields: null, refused: [], regained: [] } : null;
  const { subscribed: fields, refused } = outcome;
  const missed = new Set([...wish.lost, ...(present.includes("messages") ? [] : ["messages"])]);
  return { fields, refused, regained: fields.filter((field) => missed.has(field)) };
}

/**
 * `lost`: arrived before. `further`: needed, and never asked for. What was refused isn't asked for at every check-up: only
 * once the access may do more than it could then.
 */
function wishOf(channel: ChannelRow, present: readonly string[], granted: readonly string[]) {
  const wish = { public: channel.isPublic };
  const { subscribedFields: before } = channel;
  const needed = neededFields(wish);
  const absent = needed.filter((field) => !present.includes(field));
  const grown = granted.some((permission) => !channel.grantedPermissions.includes(permission));
  const refused = new Set(grown ? [] : channel.refusedFields.map(({ name }) => name));
  return {
    grown,
    // Once nothing at all was accepted, the whole list is missed.
    lost: absent.filter((field) => before.length === 0 || before.includes(field)),
    further: absent.filter((field) => !before.includes(field) && !refused.has(field)),
    surplus: surplusFields(wish, present),
  };
}

async function subscribeAgain(
  { id, isPublic }: ChannelRow,
  credentials: ChannelCredentials,
  granted: string[],
): Promise<SubscriptionOutcome | null> {
  try {
    const outcome = await subscribePage(credentials, neededFields({ public: isPublic }), granted);
    return outcome.subscribed.length > 0 ? outcome : null;
  } catch (failure) {
    if (!(failure instanceof GraphFailure)) throw failure;
    log.warn({ channelId: id, detail: failure.detail }, "a subscription could not be repaired");
    return null;
  }
}
