import type { InboundEvent } from "@/lib/channels/channel";
import { contentOf, orderDetails } from "./webhook-message";
import { referralOf } from "./webhook-referral";
import {
  derivedId,
  type Fields,
  flagOf,
  idOf,
  isFields,
  listOf,
  momentOf,
  numberOf,
  textOf,
} from "./webhook-values";

/** What every event of a thread has: the lane, the moment, and the element itself. */
export interface Lane {
  channelExternalId: string;
  contactExternalId: string;
  /** Whether the Page is the sender: an echo, or the Page's own reaction. */
  byPage: boolean;
  at: Date;
  owned: boolean;
  raw: Fields;
}

/** Answers nothing where the element lacks what its kind cannot do without. */
type Translation = (found: Fields, lane: Lane) => InboundEvent | undefined;

/** The property that is present tells the kind; where several are, the first of these. */
const translations: [property: string, translate: Translation][] = [
  ["message", message],
  ["postback", postback],
  ["delivery", delivered],
  ["read", read],
  ["reaction", reaction],
  ["message_edit", edit],
  ["optin", optIn],
  ["referral", referral],
  ["account_linking", accountLinking],
  ["pass_thread_control", threadControl("passed", "new_owner_app_id")],
  ["take_thread_control", threadControl("taken", "new_owner_app_id")],
  ["request_thread_control", threadControl("requested", "requested_owner_app_id")],
  ["response_feedback", feedback],
  ["messaging_feedback", feedback],
  ["order", order],
  ["template", coupon],
];

/** Every element becomes an event: of a kind unknown to us, one that says so. */
export function eventOf(lane: Lane): InboundEvent {
  for (const [property, translate] of translations) {
    const found = lane.raw[property];
    const event = isFields(found) ? translate(found, lane) : undefined;
    if (event) return event;
  }
  return { ...base(lane), type: "unsupported", externalId: derivedId("unsupported", lane.raw) };
}

function base({ byPage: _, ...lane }: Lane) {
  return lane;
}

function message(found: Fields, lane: Lane): InboundEvent | undefined {
  const mid = idOf(found.mid);
  // Documented for Instagram only; Messenger has no such event today.
  if (flagOf(found.is_deleted)) {
    return mid ? { ...base(lane), type: "deletion", messageExternalId: mid } : undefined;
  }

  const said = { ...base(lane), externalId: mid ?? derivedId("message", lane.raw), ...contentOf(found) };
  return lane.byPage ? { ...said, type: "echo", ...origin(found) } : { ...said, type: "message" };
}

/** The Page's own inbox is an app too. The platform's page on echoes prints its id with a digit missing. */
const pageInboxApps = new Set(["263902037430900", "26390203743090"]);
const ours = /^pagedesk:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

function origin(found: Fields) {
  const appExternalId = idOf(found.app_id);
  const messageId = ours.exec(textOf(found.metadata) ?? "")?.[1]?.toLowerCase() ?? null;

  return { appExternalId, messageId, fromPlatformInbox: pageInboxApps.has(appExternalId ?? "") };
}

function postback(found: Fields, lane: Lane): InboundEvent {
  const payload = textOf(found.payload);
  const title = textOf(found.title);
  const moment = momentOf(lane.raw.timestamp)?.getTime() ?? null;
  const from = referralOf(found.referral);

  return {
    ...base(lane),
    type: "message",
    externalId: idOf(found.mid) ?? derivedId("postback", lane.contactExternalId, moment, payload ?? title),
    kind: "postback",
    text: title,
    attachments: [],
    ...(payload && { payload }),
    ...(from && { referral: from }),
  };
}

/** Without a watermark it speaks of the named messages only. */
function delivered(found: Fields, lane: Lane): InboundEvent {
  const externalIds = listOf(found.mids).flatMap((mid) => idOf(mid) ?? []);
  const until = momentOf(found.watermark) ?? (externalIds.length > 0 ? new Date(0) : lane.at);

  return { ...base(lane), type: "delivered", until, externalIds };
}

function read(found: Fields, lane: Lane): InboundEvent {
  return { ...base(lane), type: "read", until: momentOf(found.watermark) ?? lane.at, externalIds: [] };
}

const emojis = new Map([
  ["smile", "😆"],
  ["angry", "😠"],
  ["sad", "😢"],
  ["wow", "😮"],
  ["love", "❤️"],
  ["like", "👍"],
  ["dislike", "👎"],
  ["other", "❤️"],
]);

function reaction(found: Fields, lane: Lane): InboundEvent | undefined {
  const messageExternalId = idOf(found.mid);
  if (!messageExternalId) return;

  return {
    ...base(lane),
    type: "reaction",
    messageExternalId,
    by: lane.byPage ? "page" : "contact",
    emoji: textOf(found.emoji) ?? emojis.get(textOf(found.reaction) ?? "") ?? "",
    removed: found.action === "unreact",
  };
}

function edit(found: Fields, lane: Lane): InboundEvent | undefined {
  const messageExternalId = idOf(found.mid);
  if (!messageExternalId) return;

  const number = Math.min(Math.max(Math.trunc(numberOf(found.num_edit) ?? 1), 1), 1_000_000);
  return { ...base(lane), type: "edit", messageExternalId, text: textOf(found.text), number };
}

function optIn(found: Fields, lane: Lane): InboundEvent {
  const topic = textOf(found.title) ?? textOf(found.ref) ?? textOf(found.payload);
  return { ...base(lane), type: "opt_in", topic, details: found };
}

function referral(found: Fields, lane: Lane): InboundEvent | undefined {
  const from = referralOf(found);
  return from && { ...base(lane), type: "referral", referral: from };
}

function accountLinking(found: Fields, lane: Lane): InboundEvent {
  return { ...base(lane), type: "account_linking", linked: found.status === "linked" };
}

function threadControl(action: "passed" | "taken" | "requested", owner: string): Translation {
  return (found, lane) => ({
    ...base(lane),
    type: "thread_control",
    action,
    toAppExternalId: idOf(found[owner]),
    note: textOf(found.metadata),
  });
}

function feedback(found: Fields, lane: Lane): InboundEvent | undefined {
  const messageExternalId = idOf(found.mid);
  return messageExternalId
    ? { ...base(lane), type: "feedback", messageExternalId, feedback: textOf(found.feedback) ?? "" }
    : undefined;
}

function order(found: Fields, lane: Lane): InboundEvent {
  return {
    ...base(lane),
    type: "message",
    externalId: idOf(found.mid) ?? derivedId("order", lane.raw),
    kind: "order",
    text: textOf(found.note),
    attachments: [],
    details: orderDetails(found),
  };
}

/** The person uncovered the code of a coupon. */
function coupon(found: Fields, lane: Lane): InboundEvent {
  const code = textOf(found.coupon_code);
  const payload = textOf(found.payload);

  return {
    ...base(lane),
    type: "message",
    externalId: idOf(found.mid) ?? derivedId("template", lane.raw),
    kind: "template",
    text: code,
    attachments: [],
    ...(payload && { payload }),
    details: { template: { type: textOf(found.type) ?? "coupon", buttons: [] } },
  };
}
