import type { ChannelCredentials } from "@/lib/channels/channel";
import { GraphFailure } from "@/lib/channels/facebook/ask-graph";
import { subscribePage } from "@/lib/channels/facebook/subscription";
import { neededFields } from "@/lib/channels/facebook/subscription-fields";
import type { ChannelRow } from "@/lib/channels/find-channel";
import { log } from "@/lib/log";
import type { OwnFacts, PlatformFacts } from "./facts";
import { MOST_REPAIRS } from "./receiving-lines";

/**
 * Subscribes a Page again where its subscription was lost without anybody wanting it: Facebook takes an app off a Page
 * after an hour of failed deliveries, and so can whoever manages the Page. The app's one callback address is another
 * matter: two installations that take it back in turn would fight for ever, so a person decides that.
 *
 * @returns the fields as they are now, or null when nothing was lost or it could not be repaired.
 */
export async function repairSubscription(
  channel: ChannelRow,
  credentials: ChannelCredentials,
  { token, subscription }: PlatformFacts,
  own: Pick<OwnFacts, "subscriptionWanted" | "recentRepairs">,
): Promise<string[] | null> {
  if (!own.subscriptionWanted || own.recentRepairs >= MOST_REPAIRS) return null;
  if (token.state !== "told" || !token.told.valid || subscription.state !== "told") return null;
  const before = subscription.told.fields ?? [];
  const lost = lostFields(channel, before);
  if (lost.length === 0) return null;

  const now = await subscribeAgain(channel, credentials, token.told.permissions ?? []);
  return now && lost.some((field) => now.includes(field)) ? now : null;
}

/** Once nothing at all was accepted, the whole list is missed. */
function lostFields({ subscribedFields, isPublic }: ChannelRow, present: string[]): string[] {
  const wanted = subscribedFields.length > 0 ? subscribedFields : neededFields({ public: isPublic });
  return wanted.filter((field) => !present.includes(field));
}

async function subscribeAgain(
  { id, isPublic }: ChannelRow,
  credentials: ChannelCredentials,
  granted: string[],
): Promise<string[] | null> {
  try {
    const fields = neededFields({ public: isPublic });
    const { subscribed } = await subscribePage(credentials, fields, granted);
    return subscribed.length > 0 ? subscribed : null;
  } catch (failure) {
    if (!(failure instanceof GraphFailure)) throw failure;
    log.warn({ channelId: id, detail: failure.detail }, "a lost subscription could not be repaired");
    return null;
  }
}
