import type { OutboundPlace, Pressure } from "@/lib/channels/channel";
import { judgeGraphError } from "./errors";
import type { GraphError } from "./graph-error";
import type { GraphUsage } from "./graph-usage";

const NEARLY_FULL_PERCENT = 80;
const FULL_PERCENT = 100;

/** Meta, Graph API rate limits: of all its codes this one speaks for the whole app. */
const APP_LIMIT = 4;
const NOT_REVIEWED = 2018028;
/** The app itself may not: what is refused to one conversation is refused to all. 200 alone may be about one person. */
const lacksPermission = new Set([3, 10]);
/** About opt-in requests, which we don't send. */
const OPT_IN_RESTRICTED = 1404170;

/** What an answer tells of the limits of the Page and the app; undefined = all is calm. */
export function pressureOf(
  usage: GraphUsage,
  error?: GraphError,
  place: OutboundPlace["kind"] = "thread",
): Pressure | undefined {
  return (error && refusalOf(error, usage, place)) ?? fullness(usage);
}

/**
 * The same of a comment. Whatever it tells holds back comments only: Messenger has limits of its own, and a block of
 * public replies is no reason to keep anybody waiting there.
 */
export function publicPressureOf(usage: GraphUsage, error?: GraphError): Pressure | undefined {
  const told = pressureOf(usage, error, "public");
  if (!told) return;
  const isBlock = told.state === "refused" && told.reason === "platform_busy";
  return { ...told, scope: "public", reason: isBlock ? "public_blocked" : told.reason };
}

/** What support is asked for: the numbers, the platform's words, and its trace. */
export function wordsOf({ code, subcode, message, traceId }: GraphError) {
  return [message, `code ${code}`, subcode && `subcode ${subcode}`, traceId && `trace ${traceId}`]
    .filter(Boolean)
    .join(" · ");
}

function refusalOf(error: GraphError, usage: GraphUsage, place: OutboundPlace["kind"]): Pressure | undefined {
  const { verdict, meaning } = judgeGraphError(error, place);
  const detail = `${meaning}. ${wordsOf(error)}`;
  const refused = { state: "refused", detail } as const;
  if (verdict === "busy") {
    const scope = error.code === APP_LIMIT ? "app" : "page";
    return { ...refused, scope, seconds: timeNamed(usage), reason: "platform_busy" };
  }
  if (verdict === "page_restricted" && error.subcode !== OPT_IN_RESTRICTED)
    return { ...refused, scope: "page", seconds: null, reason: "page_restricted" };
  if (verdict === "permission_missing" && isOfTheApp(error))
    return { ...refused, scope: "page", seconds: null, reason: "permission_missing" };
}

function isOfTheApp({ code, subcode }: GraphError) {
  return subcode === NOT_REVIEWED || (lacksPermission.has(code) && subcode === null);
}

function fullness(usage: GraphUsage): Pressure | undefined {
  const { appPercent, pagePercent, businessPercent } = usage;
  const page = Math.max(pagePercent ?? 0, businessPercent ?? 0);
  const seconds = timeNamed(usage);
  if (page >= FULL_PERCENT || seconds !== null) return used("page", page, "full", seconds);
  if ((appPercent ?? 0) >= FULL_PERCENT) return used("app", appPercent!, "full", null);
  if (page >= NEARLY_FULL_PERCENT) return used("page", page, "nearly_full", null);
  if ((appPercent ?? 0) >= NEARLY_FULL_PERCENT) return used("app", appPercent!, "nearly_full", null);
}

function used(
  scope: Pressure["scope"],
  percent: number,
  state: Pressure["state"],
  seconds: number | null,
): Pressure {
  const detail = `${percent} % of the ${scope === "app" ? "app's" : "Page's"} allowance are used.`;
  return { scope, state, seconds, reason: "platform_busy", detail };
}

function timeNamed({ regainAccessInSeconds }: GraphUsage) {
  return regainAccessInSeconds > 0 ? regainAccessInSeconds : null;
}
