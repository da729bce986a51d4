import { judgeGraphError } from "@/lib/channels/facebook/errors";
import { appPage } from "./access-lines";
import { type Facts, line, span } from "./line";
import type { CheckLine } from "./shapes";

const MODE = "App mode";
/** Codes that an app in development mode, or one that wasn't reviewed, is answered with. Meta, error codes, 2026-06-25. */
const NOT_REVIEWED = 2018028;

/** Facebook tells an app's mode to nobody; a refusal gives it away. */
export function modeLine({ own }: Facts): CheckLine {
  const link = appPage(own.appId, "", "The app at Facebook");
  if (own.refusal?.subcode === NOT_REVIEWED || own.refusal?.code === NOT_REVIEWED)
    return line("mode", MODE, "broken", "Facebook says that the app isn’t reviewed for messaging.", {
      remedy:
        "Until it is live and reviewed for pages_messaging, agents can write only to people who have a role in the app, and only their messages arrive.",
      link,
      detail: own.refusal.message,
    });
  return line("mode", MODE, "unknown", "Facebook doesn’t tell whether the app is live or in development.", {
    remedy:
      "The switch is at the top of the app’s page. In development only people with a role in the app can write and be answered.",
    link,
  });
}

const SENDING = "Sending";

/** The last refusal that spoke of the channel rather than of one message. */
export function sendingLine({ own, now }: Facts): CheckLine {
  const { refusal } = own;
  if (!refusal) return line("sending", SENDING, "ok", "Facebook has refused nothing since the last success.");

  const { verdict, meaning } = judgeGraphError(refusal);
  const ago = `${span(now.getTime() - refusal.at.getTime())} ago`;
  const detail = refusal.message;
  if (verdict === "page_restricted")
    return line("sending", SENDING, "broken", `Facebook has restricted this Page or the app (${ago}).`, {
      remedy: "The reason stands in Meta’s Business Support Home. Trying again and again can prolong it.",
      link: { href: "https://business.facebook.com/business-support-home", words: "Business Support Home" },
      detail,
    });
  return line("sending", SENDING, "warning", `Facebook refused something ${ago}: ${lower(meaning)}.`, {
    remedy: "The lines above say what to mend. It is asked again with the next message.",
    detail,
  });
}

const lower = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);

const SIGNATURES = "Signatures";
const HOUR = 3_600_000;

/** A delivery that isn't signed with the app's secret is kept by nobody. */
export function signaturesLine({ own: { refusedSignatures: refused }, now }: Facts): CheckLine {
  const recent = refused && now.getTime() - refused.lastAt.getTime() < HOUR;
  if (!recent)
    return line("signatures", SIGNATURES, "ok", "No delivery with a wrong signature within the last hour.");
  return line(
    "signatures",
    SIGNATURES,
    "warning",
    `A delivery with a wrong signature was refused ${span(now.getTime() - refused.lastAt.getTime())} ago (${refused.count} in all).`,
    {
      remedy:
        "Somebody has knocked who isn’t Facebook, or the app’s secret was changed there and not here. In the second case the app’s line above is red.",
    },
  );
}

const CLOCK = "Clock";
/** The header is exact to the second, and an answer takes its time. */
const TOLERATED_SECONDS = 60;

export function clockLine({ platform: { clockAheadSeconds: ahead } }: Facts): CheckLine {
  if (ahead === null)
    return line("clock", CLOCK, "unknown", "Facebook didn’t answer, so the clock can’t be compared.");
  if (Math.abs(ahead) <= TOLERATED_SECONDS)
    return line("clock", CLOCK, "ok", "Our clock agrees with Facebook’s.");
  return line(
    "clock",
    CLOCK,
    "warning",
    `Our clock is ${span(ahead * 1_000)} ${ahead > 0 ? "ahead of" : "behind"} Facebook’s.`,
    {
      remedy:
        "Let the server keep its time by NTP. Until then the time left for a reply is shown wrongly, and sign-ins at Facebook can be refused.",
      detail: `${ahead} s`,
    },
  );
}

export function activeLine({ own }: Facts): CheckLine {
  if (own.active) return line("active", "Switched on", "ok", "Agents can answer.");
  return line(
    "active",
    "Switched on",
    "warning",
    "Switched off: what arrives is kept, and nobody can answer.",
    {
      remedy: "Switch it on when agents should answer.",
      action: "switch_on",
    },
  );
}
