import type { Message, Page, Thread } from "../world/entities";
import { graphTime } from "../world/moments";
import { controlsThread, DAY_MS } from "../world/threads";
import { authenticate, checkHistoryRate, pageOf, requirePermission, requireTask } from "./access";
import { parseFields, type Selection, select } from "./field-selection";
import type { GraphAnswer, GraphCall } from "./graph-call";
import { badParameter, GraphError, notVisible } from "./graph-error";
import { historyMessage, pageParty, personParty } from "./history";
import { firstPage, paged } from "./paging";

const PERMISSIONS = ["pages_messaging", "pages_manage_metadata", "pages_read_engagement"];
const REQUEST_FOLDER_MS = 30 * DAY_MS;

/** `GET /{page-id}/conversations`: newest first, by person where `user_id` names one (reference 9). */
export function listConversations(call: GraphCall): GraphAnswer {
  authenticate(call);
  call.messenger = true;
  if (call.token?.kind === "PAGE") requirePermission(call, ...PERMISSIONS);
  const page = pageOf(call, call.path[0] ?? "");
  requireTask(call, "MESSAGING", "MODERATE");
  const platformName = call.text("platform") ?? "messenger";
  if (platformName !== "messenger" && platformName !== "instagram")
    throw badParameter("Param platform must be one of {MESSENGER, INSTAGRAM}");

  const fields = parseFields(call.text("fields") ?? "id,link,updated_time");
  checkHistoryRate(call);
  const threads = platformName === "messenger" ? threadsOf(call, page) : [];
  const { rows, paging } = paged(call, threads, ({ id }) => id, call.limit(25, 500));
  for (const { name, limit, fields: chosen } of fields)
    if (name === "messages") refuseTooMuch(rows.length * (limit ?? 25) * Math.max(chosen.length, 2));
  return { body: { data: rows.map((thread) => conversationNode(call, page, thread, fields)), paging } };
}

/** Fields of messages in one answer; the platform names no number, this one is ours. */
const MOST_NESTED = 2_500;

function refuseTooMuch(nested: number): void {
  if (nested <= MOST_NESTED) return;
  throw new GraphError({
    code: 1,
    message: "Please reduce the amount of data you're asking for, then retry your request",
  });
}

/** `GET /{conversation-id}`. */
export function readConversation(call: GraphCall): GraphAnswer {
  const { page, thread } = conversationOf(call);
  const fields = parseFields(call.text("fields") ?? "id,link,updated_time");
  checkHistoryRate(call);
  return { body: conversationNode(call, page, thread, fields) };
}

/** `GET /{conversation-id}/messages`. */
export function listMessages(call: GraphCall): GraphAnswer {
  authenticate(call);
  const { thread } = conversationOf(call);
  const fields = parseFields(call.text("fields") ?? "id,created_time");
  checkHistoryRate(call);
  const { rows, paging } = paged(call, newestFirst(call, thread), ({ mid }) => mid, call.limit(25, 500));
  return {
    body: { data: rows.map((message) => historyMessage(call.platform, thread, message, fields)), paging },
  };
}

function conversationOf(call: GraphCall): { page: Page; thread: Thread } {
  const { world } = call.platform;
  const id = call.path[0] ?? "";
  call.messenger = true;
  requirePermission(call, ...PERMISSIONS);
  requireTask(call, "MESSAGING", "MODERATE");
  const thread = world.threads.get(id);
  const page = thread && world.pages.get(thread.pageId);
  if (!page || page.id !== call.token?.pageId) throw notVisible(id);
  call.page = page;
  return { page, thread };
}

function threadsOf(call: GraphCall, page: Page): Thread[] {
  const psid = call.text("user_id");
  return [...call.platform.world.threads.values()]
    .filter(
      (thread) => thread.pageId === page.id && thread.mids.length > 0 && (!psid || thread.psid === psid),
    )
    .filter((thread) => thread.openedAt !== null || call.now - thread.updatedAt < REQUEST_FOLDER_MS)
    .sort((a, b) => b.updatedAt - a.updatedAt);
}

function conversationNode(call: GraphCall, page: Page, thread: Thread, fields: Selection[]): object {
  const { world } = call.platform;
  const person = world.people.get(thread.personId)!;
  return select("UnifiedThread", fields, {
    id: () => thread.id,
    link: () => `/${page.id}/inbox/${thread.id.slice(2)}/`,
    updated_time: () => graphTime(thread.updatedAt),
    participants: () => ({ data: [personParty(thread, person), pageParty(page)] }),
    senders: () => ({ data: [personParty(thread, person), pageParty(page)] }),
    is_owner: () =>
      page.defaultAppId ? controlsThread(page, thread, call.token!.appId, call.now) : undefined,
    message_count: () => thread.mids.length,
    unread_count: () => unreadCount(call, thread),
    snippet: () => world.messages.get(thread.mids.at(-1) ?? "")?.text ?? "",
    can_reply: () => thread.openedAt !== null && thread.openedAt + DAY_MS > call.now,
    messages: (selection) => messagesField(call, thread, selection),
  });
}

function messagesField(call: GraphCall, thread: Thread, { limit, fields }: Selection): object {
  const edge = `/${thread.id}/messages`;
  const { rows, paging } = firstPage(call, edge, newestFirst(call, thread), ({ mid }) => mid, limit ?? 25);
  const chosen = fields.length > 0 ? fields : parseFields("id,created_time");
  return { data: rows.map((message) => historyMessage(call.platform, thread, message, chosen)), paging };
}

function newestFirst(call: GraphCall, thread: Thread): Message[] {
  return thread.mids.map((mid) => call.platform.world.messages.get(mid)!).reverse();
}

function unreadCount(call: GraphCall, thread: Thread): number {
  const seen = thread.seenByPageAt ?? 0;
  return newestFirst(call, thread).filter(({ from, sentAt }) => from === "person" && sentAt > seen).length;
}
