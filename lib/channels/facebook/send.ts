import { z } from "zod";
import type {
  ChannelCredentials,
  OutboundMessage,
  OutboundPlace,
  Pressure,
  SendResult,
} from "@/lib/channels/channel";
import { graphId } from "./ask-graph";
import { contentOfComment } from "./comment";
import { judgeGraphError } from "./errors";
import { callGraph, type GraphCall, graphPath } from "./graph";
import type { GraphError } from "./graph-error";
import type { GraphUsage } from "./graph-usage";
import { facebookLimits } from "./limits";
import { pressureOf, publicPressureOf, wordsOf } from "./pressure";
import { contentOf } from "./send-media";

const TOO_MANY_REQUESTS = 429;

/**
 * One call, and never a second one: neither the Send API nor a comment knows an idempotency key, so whatever may have
 * arrived is `unknown`, and its echo or the platform's history will tell.
 */
export async function send(credentials: ChannelCredentials, message: OutboundMessage): Promise<SendResult> {
  const { channelExternalId, accessToken, appSecret } = credentials;
  if (message.text.length > limitAt(message.place)) return tooLong(message);
  const content = await callOf(channelExternalId, message);
  if (!content) return missing(message);

  const result = await callGraph({ method: "POST", ...content, accessToken, appSecret });

  switch (result.outcome) {
    case "ok":
      return withPressure(accepted(result.body), pressureAt(message.place)(result.usage));
    case "refused":
      return refused(message, result.error, result.usage);
    case "unknown":
      return result.mayHaveArrived
        ? { outcome: "unknown", detail: result.detail }
        : unheard(message.place, result);
    default:
      return result satisfies never;
  }
}

/** Null when a file of it can't be opened. */
async function callOf(
  pageId: string,
  message: OutboundMessage,
): Promise<Pick<GraphCall, "path" | "body" | "form" | "timeoutMs"> | null> {
  const { place, media } = message;
  const content =
    place.kind === "public" ? await contentOfComment(message) : await contentOf(bodyOf(message), media);
  const path =
    place.kind === "public" ? graphPath(place.parentExternalId, "comments") : graphPath(pageId, "messages");
  return content && { path, ...content };
}

function limitAt({ kind }: OutboundPlace) {
  return kind === "public" ? facebookLimits.commentLength : facebookLimits.textLength;
}

function pressureAt({ kind }: OutboundPlace) {
  return kind === "public" ? publicPressureOf : pressureOf;
}

function bodyOf(outbound: OutboundMessage) {
  const { id, mode, text, media, replyToExternalId, quickReplies } = outbound;
  return {
    recipient: recipientOf(outbound),
    ...(mode === "human_agent"
      ? { messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" }
      : { messaging_type: "RESPONSE" }),
    message: {
      ...(!media && { text }),
      metadata: `pagedesk:${id}`,
      ...(quickReplies?.length && { quick_replies: quickReplies.map(quickReply) }),
    },
    ...(replyToExternalId && { reply_to: { mid: replyToExternalId } }),
  };
}

/** A private reply reaches whoever said what it answers, and names no person. */
function recipientOf({ place, contactExternalId }: OutboundMessage) {
  if (place.kind !== "private_reply") return { id: contactExternalId };
  return place.to === "post" ? { post_id: place.externalId } : { comment_id: place.externalId };
}

function quickReply({ title, payload }: { title: string; payload: string }) {
  return { content_type: "text", title, payload };
}

/** Of a message, or of a comment. */
const acceptedSchema = z.union([
  z.object({ message_id: z.string().min(1) }).transform(({ message_id }) => message_id),
  z.object({ id: graphId }).transform(({ id }) => id),
]);

function accepted(body: unknown): SendResult {
  const answer = acceptedSchema.safeParse(body);
  return answer.success
    ? { outcome: "sent", externalId: answer.data }
    : { outcome: "unknown", detail: "The platform accepted the message without naming it." };
}

function refused({ mode, place }: OutboundMessage, error: GraphError, usage: GraphUsage): SendResult {
  const { verdict, retryable, meaning } = judgeGraphError(error, place.kind);
  const detail = `${meaning}. ${wordsOf(error)}`;
  const pressure = pressureAt(place)(usage, error);
  if (verdict === "unknown") return withPressure({ outcome: "unknown", detail }, pressure);
  if (verdict === "busy") {
    const retryInSeconds = pressure?.seconds ?? null;
    return withPressure({ outcome: "busy", reason: busyAt(place), retryInSeconds, detail }, pressure);
  }
  if (lacksTag(mode, error))
    return { outcome: "rejected", reason: "human_agent_not_approved", detail, retryable };
  return withPressure({ outcome: "rejected", reason: verdict, detail, retryable }, pressure);
}

/** Nothing arrived. Where nobody could be reached at all, the other conversations of the Page need not try. */
function unheard(
  place: OutboundPlace,
  { detail, httpStatus }: { detail: string; httpStatus: number | null },
): SendResult {
  const reason = httpStatus === TOO_MANY_REQUESTS ? busyAt(place) : "unreachable";
  const scope = place.kind === "public" ? "public" : "page";
  const busy: SendResult = { outcome: "busy", reason, retryInSeconds: null, detail };
  if (httpStatus !== null && httpStatus !== TOO_MANY_REQUESTS) return busy;
  return { ...busy, pressure: { scope, state: "refused", seconds: null, reason, detail } };
}

function busyAt({ kind }: OutboundPlace) {
  return kind === "public" ? "public_blocked" : "platform_busy";
}

function withPressure(result: SendResult, pressure: Pressure | undefined): SendResult {
  return pressure ? { ...result, pressure } : result;
}

/** Meta documents no number for an app that was not approved for the tag; this is the nearest that it has. */
function lacksTag(mode: OutboundMessage["mode"], { code, subcode }: GraphError) {
  return mode === "human_agent" && code === 10 && subcode === null;
}

/** Nothing was asked: our own copy can't be opened. */
function missing({ media }: OutboundMessage): SendResult {
  const detail = `Our copy of ${media?.name ?? "the file"} could not be opened.`;
  return { outcome: "rejected", reason: "media_missing", detail, retryable: false };
}

function tooLong({ text, place }: OutboundMessage): SendResult {
  const detail = `${text.length} characters; the platform takes ${limitAt(place)}.`;
  return { outcome: "rejected", reason: "too_long", detail, retryable: false };
}
