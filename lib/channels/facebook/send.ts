import { z } from "zod";
import type { ChannelCredentials, OutboundMessage, SendResult } from "@/lib/channels/channel";
import { judgeGraphError } from "./errors";
import { callGraph, graphPath } from "./graph";
import type { GraphError } from "./graph-error";
import type { GraphUsage } from "./graph-usage";
import { endOfRefusals, facebookLimits, waitAfterRefusal } from "./limits";
import { contentOf } from "./send-media";

/**
 * One call, and never a second one: the Send API knows no idempotency key, so whatever may have arrived is
 * `unknown`, and its echo will tell.
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
      endOfRefusals(channelExternalId);
      return accepted(result.body);
    case "refused":
      return refused(credentials, message, result.error, result.usage);
    case "unknown":
      return result.mayHaveArrived
        ? { outcome: "unknown", detail: result.detail }
        : { outcome: "busy", retryInSeconds: waitAfterRefusal(channelExternalId), detail: result.detail };
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

function refused(
  { channelExternalId }: ChannelCredentials,
  { mode }: OutboundMessage,
  error: GraphError,
  usage: GraphUsage,
): SendResult {
  const { verdict, retryable, meaning } = judgeGraphError(error);
  const detail = `${meaning}. ${wordsOf(error)}`;
  if (verdict === "unknown") return { outcome: "unknown", detail };
  if (verdict === "busy") {
    return {
      outcome: "busy",
      retryInSeconds: waitAsked(usage) ?? waitAfterRefusal(channelExternalId),
      detail,
    };
  }
  endOfRefusals(channelExternalId);
  const reason = lacksTag(mode, error) ? "human_agent_not_approved" : verdict;
  return { outcome: "rejected", reason, detail, retryable };
}

/** Meta documents no number for an app that was not approved for the tag; this is the nearest that it has. */
function lacksTag(mode: OutboundMessage["mode"], { code, subcode }: GraphError) {
  return mode === "human_agent" && code === 10 && subcode === null;
}

/** What support is asked for: the numbers, the platform's words, and its trace. */
function wordsOf({ code, subcode, message, traceId }: GraphError) {
  return [message, `code ${code}`, subcode && `subcode ${subcode}`, traceId && `trace ${traceId}`]
    .filter(Boolean)
    .join(" · ");
}

function waitAsked({ regainAccessInSeconds }: GraphUsage) {
  return regainAccessInSeconds > 0 ? regainAccessInSeconds : null;
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
