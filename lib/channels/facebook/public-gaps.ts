import type { ChannelShape } from "@/lib/channels/shapes";
import { facebookPermissions } from "./permissions";
import { missingFields, subscriptionFields } from "./subscription-fields";

/** Something that Public promises and that doesn't work, in words. */
export interface PublicGap {
  /** The webhook field or the permission. */
  name: string;
  /** What goes missing. */
  what: string;
  /** Why, and what mends it. */
  words: string;
  remedy: "refresh_permission" | "subscribe";
  /** The platform's own words and codes, to be copied. */
  detail: string | null;
}

type Channel = Pick<
  ChannelShape,
  "public" | "subscribed" | "subscribedFields" | "refusedFields" | "permissions"
>;

/** What is missing where Public is switched on: of receiving first, then of answering. Browser-safe and pure. */
export function publicGaps(channel: Channel): PublicGap[] {
  if (!channel.public) return [];
  if (!channel.subscribed) return [notSubscribed];
  return [...unheard(channel), ...lackingPermissions(channel)];
}

const notSubscribed: PublicGap = {
  name: "subscription",
  what: "Nothing arrives",
  words: "The Page isn’t subscribed.",
  remedy: "subscribe",
  detail: null,
};

function unheard(channel: Channel): PublicGap[] {
  const ofPublic = new Set(subscriptionFields.filter((field) => field.public).map(({ name }) => name));
  const refused = channel.refusedFields.filter(({ name }) => ofPublic.has(name));
  const others = missingFields(channel).filter(
    ({ name }) => ofPublic.has(name) && !refused.some((field) => field.name === name),
  );
  return [
    ...refused.map(({ name, why, words, remedy, detail }) => gap(name, why, { words, remedy, detail })),
    ...others.map(({ name, why }) =>
      gap(name, why, {
        words: "Facebook gave no usable answer. Pagedesk tries again by itself within minutes.",
        remedy: "subscribe",
        detail: null,
      }),
    ),
  ];
}

const gap = (name: string, why: string, more: Pick<PublicGap, "words" | "remedy" | "detail">): PublicGap => ({
  name,
  what: `${why}: doesn’t arrive`,
  ...more,
});

/** Where it isn't known what the access holds, nothing is said to be missing. */
function lackingPermissions({ permissions }: Channel): PublicGap[] {
  if (permissions.length === 0) return [];
  return facebookPermissions
    .filter((permission) => permission.public && !permissions.includes(permission.name))
    .map(({ name, without }) => ({
      name,
      what: without.replace(/\.$/, ""),
      words:
        "The access lacks this permission. Refresh the permission and leave it switched on; if Facebook doesn’t offer it, the app has not been reviewed for it.",
      remedy: "refresh_permission",
      detail: null,
    }));
}
