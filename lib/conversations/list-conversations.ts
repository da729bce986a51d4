import { and, asc, desc, eq, gt, ilike, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { contacts } from "@/db/schema/contacts";
import { conversations } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { storableText } from "@/lib/storable";
import { hasPendingReply } from "./approval/consent";
import { presentConversationPage } from "./present-conversations";
import type { Conversation } from "./shapes";
import { visibleTo } from "./visible-to";

export const conversationFiltersSchema = z.object({
  /** `approvals`: a public reply waits for a second person's consent, whatever the status. */
  view: z.enum(["mine", "unassigned", "all", "bot", "closing", "approvals"]).default("all"),
  status: z.enum(["open", "snoozed", "closed"]).default("open"),
  channelId: z.uuid().optional(),
  /** A part of the contact's name. */
  q: z.string().transform(storableText).pipe(z.string().trim().max(200)).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(40),
  cursor: z.string().max(200).optional(),
});

export type ConversationFilters = z.input<typeof conversationFiltersSchema>;

interface Page {
  conversations: Conversation[];
  nextCursor: string | null;
}

/** One page of a view; the newest first, or by time left in the window where the view is about that. */
export async function listConversations(agent: Agent, filters: ConversationFilters = {}): Promise<Page> {
  const { view, status, channelId, q, limit, cursor } = conversationFiltersSchema.parse(filters);
  const now = clock.now();
  const order = view === "closing" ? byTimeLeft : byNewest;
  const where = and(
    visibleTo(agent),
    view === "approvals" ? undefined : eq(conversations.status, status),
    inView(view, agent, now),
    channelId ? eq(conversations.channelId, channelId) : undefined,
    q ? ilike(contacts.name, `%${q.replace(/[\\%_]/g, "\\$&")}%`) : undefined,
    cursor ? order.after(parseCursor(cursor)) : undefined,
  );
  const rows = await presentConversationPage(db, { where, orderBy: order.by, limit: limit + 1 }, now);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;

  return { conversations: page, nextCursor: last ? `${order.key(last)}_${last.id}` : null };
}

function inView(
  view: z.output<typeof conversationFiltersSchema>["view"],
  agent: Agent,
  now: Date,
): SQL | undefined {
  switch (view) {
    case "mine":
      return eq(conversations.assigneeId, agent.id);
    case "unassigned":
      return isNull(conversations.assigneeId);
    case "bot":
      return eq(conversations.handling, "bot");
    case "closing":
      return and(isNotNull(conversations.waitingSince), gt(conversations.windowClosesAt, now));
    case "approvals":
      return hasPendingReply;
    case "all":
      return undefined;
    default:
      return view satisfies never;
  }
}

const byNewest = {
  by: [desc(conversations.lastMessageAt), desc(conversations.id)],
  key: (row: Conversation) => row.lastMessageAt,
  after: ({ at, id }: Cursor) =>
    sql`(${conversations.lastMessageAt}, ${conversations.id}) < (${at}::timestamptz, ${id}::uuid)`,
};

const byTimeLeft = {
  by: [asc(conversations.windowClosesAt), asc(conversations.id)],
  key: (row: Conversation) => row.window.closesAt ?? row.lastMessageAt,
  after: ({ at, id }: Cursor) =>
    sql`(${conversations.windowClosesAt}, ${conversations.id}) > (${at}::timestamptz, ${id}::uuid)`,
};

interface Cursor {
  at: string;
  id: string;
}

function parseCursor(cursor: string): Cursor {
  const [at, id] = cursor.split("_");
  const parsed = z.object({ at: z.iso.datetime(), id: z.uuid() }).safeParse({ at, id });
  if (!parsed.success) throw new AppError("invalid", "This cursor is not one that was given out.");
  return parsed.data;
}
