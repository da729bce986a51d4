import { z } from "zod";
import type { ChannelCredentials, OutboundPlace, SentHistory, SentTrace } from "@/lib/channels/channel";
import { graphId } from "./ask-graph";
import { findComments } from "./find-comments";
import { callGraph, graphPath } from "./graph";
import type { GraphError } from "./graph-error";
import { graphTime } from "./graph-time";
import type { GraphUsage } from "./graph-usage";
import { pressureOf } from "./pressure";
import { refusedToShow, unreadable } from "./unread-history";

/** Meta, Conversations API, 2026-02-11: of older messages nothing but their ids is told. */
const READABLE = 20;
const BEGINNING = new Date(0);

const messageSchema = z.object({
  id: graphId,
  created_time: graphTime,
  from: z.object({ id: graphId }).nullish(),
  message: z.string().nullish(),
  attachments: z.object({ data: z.array(z.object({ mime_type: z.string().nullish() })) }).nullish(),
});

const historySchema = z.object({
  data: z.array(z.object({ messages: z.object({ data: z.array(messageSchema) }).optional() })),
});

/**
 * The newest that the Page has said where a message went. Nothing of it carries our metadata or the app that sent it.
 * Privately one call of the Conversations API, of which a Page has two a second: ask `mayCall` first.
 */
export function findSent(
  credentials: ChannelCredentials,
  contactExternalId: string,
  place: OutboundPlace,
): Promise<SentHistory> {
  return place.kind === "public"
    ? findComments(credentials, place.postExternalId)
    : findMessages(credentials, contactExternalId, place.kind);
}

async function findMessages(
  { channelExternalId, accessToken, appSecret }: ChannelCredentials,
  contactExternalId: string,
  place: OutboundPlace["kind"],
): Promise<SentHistory> {
  const fields = `messages.limit(${READABLE}){id,created_time,from,message,attachments}`;
  const result = await callGraph({
    method: "GET",
    path: graphPath(channelExternalId, "conversations"),
    query: { platform: "messenger", user_id: contactExternalId, fields },
    accessToken,
    appSecret,
  });

  if (result.outcome === "refused")
    return { ...refusedToShow(result.error), pressure: limitsOnly(result.error, result.usage) };
  if (result.outcome === "unknown") return unreadable("unreachable", result.detail);
  return { ...read(result.body, channelExternalId, place), pressure: pressureOf(result.usage) };
}

function read(body: unknown, pageId: string, place: OutboundPlace["kind"]): SentHistory {
  const answer = historySchema.safeParse(body);
  const thread = answer.data?.data[0];
  // Somebody who has only commented has a thread from the private reply on, and the platform takes no second one.
  if (place === "private_reply" && answer.success && !thread)
    return { outcome: "read", messages: [], completeSince: BEGINNING };
  // The person has written, or there would be nobody to answer: a thread that isn't shown proves nothing.
  if (!thread?.messages) return unreadable("unreachable", "The history of this conversation was not shown.");

  const all = thread.messages.data;
  const oldest = new Date(Math.min(...all.map(({ created_time }) => created_time.getTime())));
  return {
    outcome: "read",
    messages: all.filter(({ from }) => from?.id === pageId).map(traceOf),
    completeSince: all.length < READABLE ? BEGINNING : oldest,
  };
}

function traceOf({ id, created_time, message, attachments }: z.output<typeof messageSchema>): SentTrace {
  return {
    externalId: id,
    at: created_time,
    text: message ?? "",
    attachments: (attachments?.data ?? []).map(({ mime_type }) => kindOf(mime_type ?? "")),
  };
}

function kindOf(mimeType: string) {
  const kind = mimeType.split("/")[0];
  return kind === "image" || kind === "audio" || kind === "video" ? kind : "file";
}

/** Not being allowed to read history says nothing about being allowed to write. */
function limitsOnly(error: GraphError, usage: GraphUsage) {
  const pressure = pressureOf(usage, error);
  return pressure?.reason === "platform_busy" ? pressure : undefined;
}
