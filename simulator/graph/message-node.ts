import { checkHistoryRate, requirePermission } from "./access";
import { parseFields } from "./field-selection";
import type { GraphAnswer, GraphCall } from "./graph-call";
import { notVisible } from "./graph-error";
import { historyMessage, requireReadable } from "./history";

/** `GET /{message-id}`. */
export function readMessage(call: GraphCall): GraphAnswer {
  const { platform, token } = call;
  const mid = call.path[0] ?? "";
  call.messenger = true;
  requirePermission(call, "pages_messaging", "pages_read_engagement");
  const message = platform.world.messages.get(mid);
  const thread = message && platform.world.threads.get(message.threadId);
  if (!message || !thread || thread.pageId !== token?.pageId) throw notVisible(mid);

  call.page = platform.world.pages.get(thread.pageId) ?? null;
  const fields = parseFields(call.text("fields") ?? "id,created_time");
  checkHistoryRate(call);
  requireReadable(platform, thread, message);
  return { body: historyMessage(platform, thread, message, fields) };
}
