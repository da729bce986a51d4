import { z } from "zod";
import type { ChannelCredentials, PauseReason } from "@/lib/channels/channel";
import type { History, HistoryReader, PastThread } from "@/lib/channels/history";
import { graphId } from "./ask-graph";
import { judgeGraphError } from "./errors";
import { callGraph, graphPath } from "./graph";
import type { GraphError } from "./graph-error";
import { graphTime } from "./graph-time";
import { messageFields, pastMessage } from "./history-message";
import { pressureOf, wordsOf } from "./pressure";

/** Meta, Conversations API, 2026-02-11: of older messages nothing but their ids is told. */
const READABLE = 20;
const IDS_AT_ONCE = 100;

/** `next` is an address with the token in it: of it we take nothing but that there is one. */
const pagingSchema = z
  .object({
    next: z.string().nullish(),
    cursors: z.object({ after: z.string().nullish() }).nullish(),
  })
  .nullish()
  .catch(null);

const threadSchema = z.object({
  id: graphId,
  updated_time: graphTime,
  is_owner: z.boolean().nullish().catch(null),
  participants: z
    .object({ data: z.array(z.object({ id: graphId, name: z.string().nullish() })) })
    .nullish()
    .catch(null),
  messages: z.object({ data: z.array(z.unknown()), paging: pagingSchema }).nullish(),
});

const listSchema = z.object({ data: z.array(z.unknown()), paging: pagingSchema });

const threadFields = (contents: "ids" | "whole") =>
  `id,updated_time,participants,is_owner,messages.limit(${READABLE}){${contents === "ids" ? "id,created_time" : messageFields}}`;

/** A Page's conversations, read with its own token: Meta, Conversations API, 2026-02-11. */
export const facebookHistory: HistoryReader = {
  listThreads: (credentials, { limit, after, contents }) =>
    ask(
      credentials,
      graphPath(credentials.channelExternalId, "conversations"),
      {
        platform: "messenger",
        fields: threadFields(contents),
        limit,
        after: after ?? undefined,
      },
      (body) => {
        const { data, paging } = listSchema.parse(body);
        const threads = data.flatMap((element) => pastThread(element, credentials) ?? []);
        return { threads, next: nextOf(paging) };
      },
    ),

  readThread: (credentials, threadExternalId) =>
    ask(credentials, graphPath(threadExternalId), { fields: threadFields("whole") }, (body) => ({
      thread: z
        .unknown()
        .transform((element) => pastThread(element, credentials))
        .pipe(z.custom<PastThread>((thread) => thread !== null))
        .parse(body),
    })),

  listMessageIds: (credentials, threadExternalId, after) =>
    ask(
      credentials,
      graphPath(threadExternalId, "messages"),
      { fields: "id,created_time", limit: IDS_AT_ONCE, after: after ?? undefined },
      (body) => {
        const { data, paging } = listSchema.parse(body);
        const messages = data.flatMap((element) => pastMessage(element, null) ?? []);
        return { messages, next: nextOf(paging) };
      },
    ),
};

/** Null for what cannot be read: one odd thread must not hide the others. */
function pastThread(element: unknown, { channelExternalId }: ChannelCredentials): PastThread | null {
  const found = threadSchema.safeParse(element);
  if (!found.success) return null;

  const { id, updated_time, is_owner, participants, messages } = found.data;
  const person = participants?.data.find((participant) => participant.id !== channelExternalId);
  const place = person && { channelExternalId, contactExternalId: person.id, owned: is_owner !== false };
  return {
    externalId: id,
    updatedAt: updated_time,
    contact: person ? { externalId: person.id, name: person.name?.trim() || null } : null,
    messages: (messages?.data ?? []).flatMap((message) => pastMessage(message, place ?? null) ?? []),
    hasOlder: Boolean(messages?.paging?.next),
  };
}

function nextOf(paging: z.output<typeof pagingSchema>): string | null {
  return (paging?.next && paging.cursors?.after) || null;
}

async function ask<Found>(
  { accessToken, appSecret }: ChannelCredentials,
  path: string,
  query: Record<string, string | number | undefined>,
  read: (body: unknown) => Found,
): Promise<History<Found>> {
  const result = await callGraph({ method: "GET", path, query, accessToken, appSecret });
  if (result.outcome === "unknown") return unreadable("unreachable", result.detail);

  const error = result.outcome === "refused" ? result.error : undefined;
  const pressure = pressureOf(result.usage, error);
  const told = error ? refusalOf(error) : readable(() => read(result.outcome === "ok" ? result.body : null));
  // Not being allowed to read history says nothing about being allowed to write.
  return pressure?.reason === "platform_busy" ? { ...told, pressure } : told;
}

function readable<Found>(read: () => Found): History<Found> {
  try {
    return { outcome: "read", ...read() };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return unreadable("unreachable", "The platform answered in a form that can't be read.");
  }
}

const UNKNOWN_ERROR = 1;
const BAD_PARAMETER = 100;
const MESSAGE_DELETED = 9000001;

/** Code 1 is what the platform says to a question that wants too much at once (and to much else). */
function refusalOf(error: GraphError): Exclude<History<never>, { outcome: "read" }> {
  const { verdict, meaning } = judgeGraphError(error);
  const detail = `${meaning}. ${wordsOf(error)}`;
  if (error.code === UNKNOWN_ERROR) return { outcome: "too_much", detail };
  if (error.code === BAD_PARAMETER || error.code === MESSAGE_DELETED) return { outcome: "gone", detail };
  if (verdict === "busy") return unreadable("platform_busy", detail);

  const isNamed =
    verdict === "reconnect_needed" || verdict === "permission_missing" || verdict === "page_restricted";
  return unreadable(isNamed ? verdict : "unreachable", detail);
}

function unreadable(reason: PauseReason | "reconnect_needed", detail: string) {
  return { outcome: "unreadable" as const, reason, detail };
}
