import type { QueryKey } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { PostComments } from "@/components/conversation/public/post-comments-state";
import type { Thread } from "@/components/conversation/thread-state";
import type { ConversationList } from "@/components/inbox/conversation-list-state";
import type { Filters } from "@/components/inbox/filters";
import type { Desk } from "../actors/desk";
import { compareList, comparePart, MESSAGES, ROWS } from "./compare-screens";
import type { Difference } from "./difference";
import { readFreshComments, readFreshList, readFreshThread } from "./read-fresh";

export interface ScreenReckoning {
  differences: Difference[];
  screens: number;
  rows: number;
  messages: number;
}

/** Each window as it stands, against what the workspace tells the same person now. Nothing on it is read again. */
export async function reckonScreens(desks: Desk[]): Promise<ScreenReckoning> {
  const sum: ScreenReckoning = { differences: [], screens: desks.length, rows: 0, messages: 0 };
  for (const desk of desks) {
    const shown = structuredClone(desk.shown());
    for (const { queryKey, data } of shown) {
      const where = `${desk.me.name}'s ${queryKey.map((part) => (typeof part === "string" ? part : told(part))).join(" ")}`;
      sum.differences.push(...(await desk.browser.run(() => comparePartOf(where, queryKey, data, sum))));
    }
    if (desk.connection !== "live") {
      const what = `its connection is ${desk.connection}`;
      sum.differences.push({ kind: "screen_not_live", where: `${desk.me.name}'s window`, what });
    }
  }
  return sum;
}

async function comparePartOf(
  where: string,
  [kind, about]: QueryKey,
  data: unknown,
  sum: ScreenReckoning,
): Promise<Difference[]> {
  if (data === undefined) return [{ kind: "screen_part", where, what: "shows nothing" }];
  switch (kind) {
    case "conversations": {
      const list = data as ConversationList;
      sum.rows += list.conversations.length;
      return compareList(where, list.conversations, await readFreshList(about as Filters, list.end), ROWS);
    }
    case "messages": {
      const thread = data as Thread;
      sum.messages += thread.messages.length;
      return compareList(where, thread.messages, await readFreshThread(String(about), thread), MESSAGES);
    }
    case "post-comments":
      return comparePart(where, data, await readFreshComments(String(about), data as PostComments));
    case "conversation":
      return comparePart(where, data, await api("GET", `/api/conversations/${about}`));
    case "contact":
      return comparePart(where, { contact: data }, await api("GET", `/api/contacts/${about}`));
    case "counters":
      return comparePart(where, data, await api("GET", "/api/counters"));
    case "channels":
      return comparePart(where, { channels: timeless(data) }, { channels: timeless(await readChannels()) });
    case "agents":
      return comparePart(where, { agents: data }, await api("GET", "/api/agents"));
    default:
      throw new Error(`Nobody knows how to read ${String(kind)} again.`);
  }
}

async function readChannels() {
  return (await api<{ channels: unknown[] }>("GET", "/api/channels")).channels;
}

/** When the last delivery came is told with the next change of the channel, not with each delivery. */
function timeless(channels: unknown) {
  return (channels as Record<string, unknown>[]).map(({ lastDeliveryAt: _, ...channel }) => channel);
}

function told(filters: unknown) {
  return Object.values((filters ?? {}) as object)
    .filter(Boolean)
    .join(", ");
}
