import type { Page, Person } from "../../world/entities";
import { controlsThread, findThread, humanAgentEndsAt, windowEndsAt } from "../../world/threads";
import { appOf, checkRate } from "../access";
import type { GraphCall } from "../graph-call";
import { badParameter, GraphError } from "../graph-error";

/** Under which rule a message goes out. */
export type Reason = "response" | "human_agent" | "utility" | "private_reply";

const TYPES = ["RESPONSE", "UPDATE", "MESSAGE_TAG", "UTILITY"];

/** Refused since 2026-04-27, whatever the window (reference 4.3). */
const DEAD_TAGS = ["CONFIRMED_EVENT_UPDATE", "ACCOUNT_UPDATE", "POST_PURCHASE_UPDATE"];

/** The PSID a send is for; other kinds of recipient are not simulated here. */
export function recipientOf(call: GraphCall): string {
  const recipient = call.record("recipient");
  const kinds = Object.keys(recipient ?? {});
  if (kinds.length === 0) throw badParameter("The parameter recipient is required");
  if (kinds.length > 1) throw badParameter("Param recipient must have exactly one of its members");
  const id = recipient!.id;
  if (typeof id !== "string" && typeof id !== "number") throw noSuchPerson();
  return String(id);
}

/** A missing `messaging_type` is treated as RESPONSE (reference 11.3). */
export function checkMessagingType(call: GraphCall): Reason {
  const type = call.text("messaging_type") ?? (call.text("tag") ? "MESSAGE_TAG" : "RESPONSE");
  if (!TYPES.includes(type)) throw badParameter(`Param messaging_type must be one of {${TYPES.join(", ")}}`);
  if (type === "UTILITY") return "utility";
  if (type !== "MESSAGE_TAG") return "response";

  const tag = call.text("tag");
  if (!tag) throw badParameter("Param tag is required when messaging_type is MESSAGE_TAG");
  if (DEAD_TAGS.includes(tag)) throw badParameter("The message tag is no longer supported", 1893061);
  if (tag !== "HUMAN_AGENT") throw badParameter(`Invalid message tag: ${tag}`);
  return "human_agent";
}

/** Who is reached, whether now is the time, and whether the thread is ours: shared with sender actions. */
export function checkMaySend(call: GraphCall, page: Page, psid: string, reason: Reason): Person {
  const person = checkReachable(call, page, psid);
  checkWindow(call, page, psid, reason);
  checkOwner(call, page, psid);
  checkRate(call);
  return person;
}

/** The person exists for this Page, wants its messages, and the Page is free to write. */
function checkReachable(call: GraphCall, page: Page, psid: string): Person {
  const person = call.platform.world.personByPsid(page.id, psid);
  if (!person) throw noSuchPerson();
  const app = appOf(call, call.token!);
  if (app.mode !== "live" && !person.testerOf.includes(app.id))
    throw new GraphError({
      code: 200,
      subcode: 2018028,
      message:
        "(#200) Cannot message users who are not admins, developers or testers of the app until pages_messaging permission is reviewed and the app is live.",
    });
  if (person.blocks.includes(page.id) || page.blockedPsids.includes(psid))
    throw new GraphError({
      code: 551,
      subcode: 1545041,
      message: "(#551) This person isn't available right now.",
    });
  if (page.restriction)
    throw new GraphError({
      ...page.restriction,
      message: `(#${page.restriction.code}) The Page is restricted from messaging.`,
    });
  return person;
}

/** Reference 5.2: 24 hours for everybody, 7 days for an approved human agent, no window for utility templates and private replies. */
function checkWindow(call: GraphCall, page: Page, psid: string, reason: Reason): void {
  if (reason === "utility" || reason === "private_reply") return;
  if (reason === "human_agent" && !appOf(call, call.token!).features.humanAgent)
    throw new GraphError({ code: 10, message: "(#10) The human agent tag needs an approved feature" });

  const thread = findThread(call.platform.world, page.id, psid);
  const endsAt = thread && (reason === "human_agent" ? humanAgentEndsAt(thread) : windowEndsAt(thread));
  if (!endsAt || call.now > endsAt)
    throw new GraphError({
      code: 10,
      subcode: 2018278,
      message: "(#10) This message is sent outside of allowed window.",
    });
}

/** While routing is on, one app may send; the others are told that somebody else controls the thread. */
function checkOwner(call: GraphCall, page: Page, psid: string): void {
  const thread = findThread(call.platform.world, page.id, psid);
  if (!controlsThread(page, thread, call.token!.appId, call.now))
    throw new GraphError({
      code: 10,
      subcode: 2018300,
      message: "(#10) Message failed to send because another app is controlling this thread now.",
    });
}

function noSuchPerson(): GraphError {
  return badParameter("No matching user found", 2018001);
}
