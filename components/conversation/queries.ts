import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";
import { patchQueries } from "@/components/realtime/patch-queries";
import type { Message } from "@/lib/conversations/shapes";
import { mergeMessages, type Thread } from "./thread-state";

const PAGE = 50;
const LARGEST_PAGE = 200;
/** Beyond this a reading after a broken connection starts anew at the end instead of filling the whole stretch. */
const MOST_MESSAGES_READ_AGAIN = 1000;

interface MessagePage {
  messages: Message[];
  nextCursor: string | null;
}

type Direction = { before: string } | { after: string };

export function messagesQuery(conversationId: string) {
  return queryOptions<Thread>({
    queryKey: ["messages", conversationId],
    queryFn: ({ client, signal }) => readThread(client, conversationId, signal),
    staleTime: 10_000,
  });
}

export function threadFrom(page: MessagePage): Thread {
  return { messages: page.messages, older: page.nextCursor, newer: null };
}

/**
 * Reads the end of the thread, and back to where it was loaded before, so that whatever changed in that stretch is
 * seen. A push that overtook the reading is newer by revision and stays.
 */
async function readThread(cache: QueryClient, conversationId: string, signal: AbortSignal): Promise<Thread> {
  const before = cache.getQueryData(messagesQuery(conversationId).queryKey);
  const wanted = Math.min(before?.messages.length ?? 0, MOST_MESSAGES_READ_AGAIN);
  const firstPage = wanted > PAGE ? LARGEST_PAGE : PAGE;
  let thread = threadFrom(await readPage(conversationId, null, firstPage, signal));
  while (thread.older && thread.messages.length < wanted) {
    const page = await readPage(conversationId, { before: thread.older }, LARGEST_PAGE, signal);
    thread = { ...mergeMessages(thread, page.messages), older: page.nextCursor };
  }
  return keepNewer(thread, cache.getQueryData(messagesQuery(conversationId).queryKey));
}

function keepNewer(read: Thread, shown: Thread | undefined): Thread {
  const overlap = shown?.messages.some(({ id }) => id === read.messages[0]?.id);
  if (!shown || !overlap) return read;

  const merged = mergeMessages(read, shown.messages);
  const reachesFurther = merged.messages[0]?.id === shown.messages[0]?.id;
  return { ...merged, older: reachesFurther ? shown.older : read.older };
}

/** The page above the loaded stretch. */
export function readOlder(cache: QueryClient, conversationId: string) {
  return readBeside(cache, conversationId, "older");
}

/** The page below the loaded stretch, where the thread was opened somewhere in the middle. */
export function readNewer(cache: QueryClient, conversationId: string) {
  return readBeside(cache, conversationId, "newer");
}

async function readBeside(cache: QueryClient, conversationId: string, side: "older" | "newer") {
  const { queryKey } = messagesQuery(conversationId);
  const cursor = cache.getQueryData(queryKey)?.[side];
  if (!cursor) return;

  const page = await readPage(
    conversationId,
    side === "older" ? { before: cursor } : { after: cursor },
    PAGE,
  );
  patchQueries<Thread>(cache, queryKey, (thread) =>
    thread[side] === cursor ? { ...mergeMessages(thread, page.messages), [side]: page.nextCursor } : thread,
  );
}

/** Puts the stretch around one message in place of the loaded one: for going to what a reply quotes. */
export async function readAround(cache: QueryClient, conversationId: string, messageId: string) {
  const below = await readPage(conversationId, { after: messageId }, PAGE);
  const next = below.messages[0];
  if (!next) return;

  const above = await readPage(conversationId, { before: next.id }, PAGE);
  cache.setQueryData(messagesQuery(conversationId).queryKey, {
    messages: [...above.messages, ...below.messages],
    older: above.nextCursor,
    newer: below.nextCursor,
  });
}

function readPage(conversationId: string, direction: Direction | null, limit: number, signal?: AbortSignal) {
  const search = new URLSearchParams({ limit: String(limit), ...direction });
  return api<MessagePage>(
    "GET",
    `/api/conversations/${conversationId}/messages?${search}`,
    undefined,
    signal,
  );
}
