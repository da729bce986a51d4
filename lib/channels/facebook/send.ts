import { z } from "zod";
import type { ChannelCredentials, OutboundMessage, Pressure, SendResult } from "@/lib/channels/channel";
import { judgeGraphError } from "./errors";
import { callGraph, graphPath } from "./graph";
import type { GraphError } from "./graph-error";
import type { GraphUsage } from "./graph-usage";
import { facebookLimits } from "./limits";
import { pressureOf, wordsOf } from "./pressure";
import { contentOf } from "./send-media";

const TOO_MANY_REQUESTS = 429;

/**
 * One call, and never a second one: the Send API knows no idempotency key, so whatever may have arrived is
 * `unknown`, and its echo or the platform's history will tell.
 */
export async function send(credentials: ChannelCredentials, message: OutboundMessage): Promise<SendResult> {
  const { channelExternalId, accessToken, appSecret } = credentials;
  if (message.text.length > facebookLimits.textLength) return tooLong(message);
  const content = await contentOf(bodyOf(message), message.media);
  if (!content) return missing(message);

  const result = await callGraph({
    method: "POST",
    path: graphPath(channelExternalId, "messages"),
    ...content,
    accessToken,
    appSecret,
  });

  switch (result.outcome) {
    case "ok":
      return withPressure(accepted(result.body), pressureOf(result.usage));
    case "refused":
      return refused(message, result.error, result.usage);
    case "unknown":
      return result.mayHaveArrived ? { outcome: "unknown", detail: result.detail } : unheard(result);
    default:
      return result satisfies never;
  }
}

function bodyOf(outbound: OutboundMessage) {
  const { id, contactExternalId, mode, text, media, replyToExternalId, quickReplies } = outbound;
  return {
    recipient: { id: contactExternalId },
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

function quickReply({ title, payload }: { title: string; payload: string }) {
  return { content_type: "text", title, payload };
}

const acceptedSchema = z.object({ message_id: z.string().min(1) });

function accepted(body: unknown): SendResult {
  const answer = acceptedSchema.safeParse(body);
  return answer.success
    ? { outcome: "sent", externalId: answer.data.message_id }
    : { outcome: "unknown", detail: "The platform accepted the message without naming it." };
}

function refused({ mode }: OutboundMessage, error: GraphError, usage: GraphUsage): SendResult {
  const { verdict, retryable, meaning } = judgeGraphError(error);
  const detail = `${meaning}. ${wordsOf(error)}`;
  const pressure = pressureOf(usage, error);
  if (verdict === "unknown") return withPressure({ outcome: "unknown", detail }, pressure);
  if (verdict === "busy") {
    const retryInSeconds = pressure?.seconds ?? null;
    return withPressure({ outcome: "busy", reason: "platform_busy", retryInSeconds, detail }, pressure);
  }
  if (lacksTag(mode, error))
    return { outcome: "rejected", reason: "human_agent_not_approved", detail, retryable };
  return withPressure({ outcome: "rejected", reason: verdict, detail, retryable }, pressure);
}

/** Nothing arrived. Where nobody could be reached at all, the other conversations of the Page need not try. */
function unheard({ detail, httpStatus }: { detail: string; httpStatus: number | null }): SendResult {
  const reason = httpStatus === TOO_MANY_REQUESTS ? "platform_busy" : "unreachable";
  const busy: SendResult = { outcome: "busy", reason, retryInSeconds: null, detail };
  if (httpStatus !== null && httpStatus !== TOO_MANY_REQUESTS) return busy;
  return { ...busy, pressure: { scope: "page", state: "refused", seconds: null, reason, detail } };
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

function tooLong({ text }: OutboundMessage): SendResult {
  const detail = `${text.length} characters; the platform takes ${facebookLimits.textLength}.`;
  return { outcome: "rejected", reason: "too_long", detail, retryable: false };
}
