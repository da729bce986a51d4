import { missingFields } from "@/lib/channels/facebook/subscription-fields";
import { accessEnded, afterAccess, type Facts, inWords, line, silent, span } from "./line";
import type { CheckLine } from "./shapes";

const MINUTE = 60_000;
/** A message may be on its way for so long before it counts as missing. */
const ON_ITS_WAY = 2 * MINUTE;
/** After so long it was not just late. */
const SURELY_MISSING = 15 * MINUTE;
/** So many repairs within an hour are no accident: somebody takes it off again. */
export const MOST_REPAIRS = 3;

const SUBSCRIPTION = "Subscription of the Page";

/** Whether our app is on the Page, with every field of private work; those of public work have a line of their own. */
export function subscriptionLine(facts: Facts): CheckLine {
  const { platform, own } = facts;
  const { subscription } = platform;
  if (accessEnded(facts)) return afterAccess("subscription", SUBSCRIPTION);
  if (subscription.state === "silent") return silent("subscription", SUBSCRIPTION, subscription);
  if (subscription.state === "refused")
    return line("subscription", SUBSCRIPTION, "unknown", "Facebook doesn’t let us look at it.", {
      remedy: "Mend the permissions and tasks above first.",
      detail: subscription.detail,
    });

  const { fields, otherApps } = subscription.told;
  const others = otherApps.length > 0 ? ` Also on this Page: ${inWords(otherApps)}.` : "";
  if (!own.subscriptionWanted && !fields?.length)
    return line("subscription", SUBSCRIPTION, "warning", `Not subscribed: nothing new arrives.${others}`, {
      remedy: "Subscribe the channel when messages should arrive.",
      action: "subscribe",
    });
  if (!fields?.length)
    return lost(`Our app was taken off this Page, so nothing arrives any more.${others}`, own.recentRepairs);

  const missing = missingFields({ public: false, subscribedFields: fields });
  if (missing.length === 0)
    return line("subscription", SUBSCRIPTION, "ok", `Every message arrives.${others}`);
  const words = `These don’t arrive: ${inWords(missing.map(({ why }) => why.charAt(0).toLowerCase() + why.slice(1)))}.`;
  if (missing.some(({ name }) => name === "messages")) return lost(words, own.recentRepairs);
  return line("subscription", SUBSCRIPTION, "warning", words + others, {
    remedy: "Subscribe again. What can’t be subscribed needs a permission that is missing above.",
    action: "subscribe",
    detail: missing.map(({ name }) => name).join(", "),
  });
}

function lost(words: string, recentRepairs: number): CheckLine {
  const again = recentRepairs >= MOST_REPAIRS;
  return line("subscription", SUBSCRIPTION, "broken", words, {
    remedy: again
      ? "Pagedesk has put it back several times within the hour, so somebody or something keeps removing it. Look under Page settings → Connected apps, then subscribe again."
      : "Subscribe again. What was written meanwhile is fetched from Facebook’s history.",
    action: "subscribe",
  });
}

const DELIVERIES = "Last delivery";

/** Silence is judged against Facebook's own history: only a message that it has and we don't is missing. */
export function deliveriesLine(facts: Facts): CheckLine {
  const { platform, own, now } = facts;
  const { newest } = platform;
  const last = own.lastDeliveryAt
    ? `The last delivery came ${span(now.getTime() - own.lastDeliveryAt.getTime())} ago.`
    : "Nothing was delivered yet.";
  if (accessEnded(facts))
    return line(
      "deliveries",
      DELIVERIES,
      "unknown",
      `${last} It can’t be compared until the access works again.`,
    );
  if (newest.state === "silent")
    return {
      ...silent("deliveries", DELIVERIES, newest),
      words: `${last} Facebook’s own history can’t be read right now, so it isn’t known whether anything is missing.`,
    };
  if (newest.state === "refused")
    return line(
      "deliveries",
      DELIVERIES,
      "unknown",
      `${last} Facebook doesn’t let us compare it with its own history.`,
      {
        detail: newest.detail,
      },
    );

  if (!newest.told || own.newestIsHere !== false || newest.told.at < own.connectedAt)
    return line(
      "deliveries",
      DELIVERIES,
      "ok",
      `${last} Nothing ${own.lastDeliveryAt ? "newer " : ""}is missing.`,
    );
  const age = now.getTime() - newest.told.at.getTime();
  if (age < ON_ITS_WAY) return line("deliveries", DELIVERIES, "ok", `${last} One message is on its way.`);
  return line(
    "deliveries",
    DELIVERIES,
    age < SURELY_MISSING ? "warning" : "broken",
    `Facebook has a message from ${span(age)} ago that never arrived here. ${last}`,
    {
      remedy:
        "Mend what is red above. If all is green, the app may be in development mode, or Facebook is late; the message is fetched from its history.",
      action: "ask_again",
    },
  );
}

const ROUTING = "Conversation routing";

/** Which app is the default one, Facebook tells nobody but an admin of the Page. */
export function routingLine(facts: Facts): CheckLine {
  const { routing } = facts.platform;
  if (accessEnded(facts)) return afterAccess("routing", ROUTING);
  if (routing.state === "silent") return silent("routing", ROUTING, routing);
  if (routing.state === "refused" || routing.told.on === null)
    return line(
      "routing",
      ROUTING,
      "unknown",
      "Facebook didn’t tell whether this Page divides its conversations.",
      {
        detail: routing.state === "refused" ? routing.detail : null,
      },
    );
  if (!routing.told.on)
    return line("routing", ROUTING, "ok", "Off: every connected app hears and answers every conversation.");
  return line(
    "routing",
    ROUTING,
    "unknown",
    "On: one app is the default and gets new conversations first. Facebook doesn’t tell apps which one that is.",
    {
      remedy:
        "Look at the Page’s settings under Advanced messaging → Conversation routing. Where another app is the default, conversations are shown here, and agents can answer once it hands them over.",
      link: {
        href: "https://www.facebook.com/settings/?tab=advanced_messaging",
        words: "The Page’s settings",
      },
    },
  );
}
