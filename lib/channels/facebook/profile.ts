import { z } from "zod";
import type { ChannelCredentials, Profile } from "@/lib/channels/channel";
import { callGraph, graphPath } from "./graph";
import type { GraphError } from "./graph-error";

const words = z.string().trim().min(1).nullish().catch(null);
const profileSchema = z.object({
  name: words,
  first_name: words,
  last_name: words,
  profile_pic: z
    .url({ protocol: /^https?$/ })
    .nullish()
    .catch(null),
});

/** Who a person is, as far as the platform lets this app know. */
export async function fetchProfile(
  credentials: ChannelCredentials,
  contactExternalId: string,
): Promise<Profile> {
  const { accessToken, appSecret } = credentials;
  const result = await callGraph({
    method: "GET",
    path: graphPath(contactExternalId),
    query: { fields: "first_name,last_name,name,profile_pic" },
    accessToken,
    appSecret,
  });

  if (result.outcome === "unknown") return { state: "failed", detail: result.detail };
  return result.outcome === "refused" ? refused(result.error) : told(result.body);
}

/** An app that may not see people is answered with an empty profile rather than with a refusal. */
function told(body: unknown): Profile {
  const parsed = profileSchema.safeParse(body);
  if (!parsed.success)
    return { state: "failed", detail: "The platform answered in a form that can't be read." };

  const { name, first_name, last_name, profile_pic } = parsed.data;
  const fullName = name ?? ([first_name, last_name].filter(Boolean).join(" ") || null);
  if (!fullName && !profile_pic) return withheld("Facebook does not tell this app who its people are");
  return { state: "known", name: fullName, pictureUrl: profile_pic ?? null, locale: null, timezone: null };
}

/** Refusals that asking again will not change; anything else is worth another try. */
const withholdings: [code: number, subcode: number | null, words: string][] = [
  [100, 33, "Facebook does not show this person to this app"],
  [10, null, "Facebook does not let this app see profiles"],
  [230, null, "This person has not agreed to be shown"],
  [2018218, null, "This person has an account without a profile"],
  [2018247, null, "This app lacks the right to see profiles"],
];

function refused({ code, subcode, message }: GraphError): Profile {
  // The long numbers come as a code on one page and as a subcode in the field.
  const known = withholdings.find(
    ([knownCode, knownSubcode]) =>
      subcode === knownCode || (code === knownCode && (knownSubcode === null || knownSubcode === subcode)),
  );
  const numbers = subcode === null ? `${code}` : `${code}/${subcode}`;
  return known ? withheld(known[2], numbers) : { state: "failed", detail: `${message} (${numbers})` };
}

function withheld(reason: string, numbers?: string): Profile {
  return { state: "withheld", detail: numbers ? `${reason} (${numbers}).` : `${reason}.` };
}
