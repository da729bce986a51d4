import type { Conversation } from "@/lib/conversations/shapes";

export const views = ["mine", "unassigned", "all", "closing", "approvals"] as const;
export type View = (typeof views)[number];

export const statuses = ["open", "closed"] as const;
export type Status = (typeof statuses)[number];

/** What a list shows. A part of its query key, so the order of the fields is always this one. */
export interface Filters {
  view: View;
  status: Status;
  channelId: string | null;
  q: string;
}

/** Reads the address; whatever it says wrongly becomes the default. */
export function filtersFrom(search: { get: (name: string) => string | null }): Filters {
  return {
    view: views.find((view) => view === search.get("view")) ?? "mine",
    status: statuses.find((status) => status === search.get("status")) ?? "open",
    channelId: idFrom(search.get("channel")),
    q: search.get("q")?.trim() ?? "",
  };
}

/** An address can say anything; only what looks like one of our ids is asked for. */
export function idFrom(text: string | null | undefined): string | null {
  return text && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text.toLowerCase() : null;
}

/** The same question that the server's query asks, for one conversation that was pushed. */
export function belongsTo(filters: Filters, conversation: Conversation, myId: string, now: number): boolean {
  const { view, status, channelId, q } = filters;
  // Whoever is waited for is waited for in closed ones too.
  if (view !== "approvals" && conversation.status !== status) return false;
  if (channelId && conversation.channel.id !== channelId) return false;
  if (q && !conversation.contact.name.toLowerCase().includes(q.toLowerCase())) return false;

  return inView(view, conversation, myId, now);
}

function inView(view: View, conversation: Conversation, myId: string, now: number): boolean {
  switch (view) {
    case "mine":
      return conversation.assignee?.id === myId;
    case "unassigned":
      return conversation.assignee === null;
    case "closing":
      return conversation.waitingSince !== null && Date.parse(conversation.window.closesAt ?? "") > now;
    case "approvals":
      return conversation.approvalPending;
    case "all":
      return true;
    default:
      return view satisfies never;
  }
}
