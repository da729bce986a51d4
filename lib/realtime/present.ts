import { inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { channels } from "@/db/schema/channels";
import type { events } from "@/db/schema/events";
import { users } from "@/db/schema/people";
import { publications } from "@/db/schema/publications";
import { selectChannels } from "@/lib/channels/find-channel";
import { presentChannel } from "@/lib/channels/present-channel";
import { clock } from "@/lib/clock";
import { countPending } from "@/lib/conversations/approval/consent";
import { sumCounters } from "@/lib/conversations/counters";
import { presentConversations } from "@/lib/conversations/present-conversations";
import { presentMessages } from "@/lib/conversations/present-messages";
import { presentPosts, presentPublications } from "@/lib/conversations/publications/present-publications";
import type { Conversation, Message } from "@/lib/conversations/shapes";
import type { LiveEvent } from "./live-event";
import { rooms } from "./rooms";

type EventRow = typeof events.$inferSelect;

export interface Emission {
  rooms: string[];
  event: LiveEvent;
}

/**
 * What the recorded events mean to sockets: the present state of everything they touched, each thing once. Payloads
 * come from the same presenters as reads, so applying one equals reading afresh.
 */
export async function presentEvents(rows: EventRow[]): Promise<Emission[]> {
  const conversationIds = distinct(rows.map(({ conversationId }) => conversationId));
  const messageIds = distinct(rows.map(({ messageId }) => messageId));
  const [messages, conversations] = await Promise.all([
    presentMessages(db, messageIds),
    presentConversations(db, conversationIds, clock.now()),
  ]);

  return [
    ...messages.map((message) => ({
      rooms: [rooms.conversation(message.conversationId)],
      event: { type: "message" as const, message },
    })),
    ...conversations.map((conversation) => ({
      rooms: roomsOf(conversation, rows),
      event: { type: "conversation" as const, conversation },
    })),
    ...(await presentCounters(conversations, rows)),
    ...(await presentApprovals(messages)),
    ...(await presentChannelChanges(rows)),
    ...(await presentPublicationChanges(rows)),
    ...presentContactChanges(rows),
    ...(await presentUserChanges(rows)),
    ...presentAdminNews(rows),
  ];
}

/** Everybody whose list shows the conversation, or showed it until now. */
function roomsOf({ id, assignee, contact, sources }: Conversation, rows: EventRow[]) {
  const own = rows.filter(({ conversationId }) => conversationId === id);
  const wasUnassigned = own.some(({ details }) => details?.previousAssigneeId === null);
  return [
    rooms.conversation(id),
    rooms.contact(contact.id),
    rooms.view("all"),
    rooms.view("closing"),
    rooms.view("bot"),
    ...(sources.public ? [rooms.view("approvals")] : []),
    ...(assignee && !wasUnassigned ? [] : [rooms.view("unassigned")]),
    ...(assignee ? [rooms.user(assignee.id)] : []),
    ...previousAssignees(own).map(rooms.user),
  ];
}

async function presentCounters(conversations: Conversation[], rows: EventRow[]): Promise<Emission[]> {
  if (conversations.length === 0) return [];
  const people = distinct([...conversations.map(({ assignee }) => assignee?.id), ...previousAssignees(rows)]);
  const views = ["all", "unassigned", ...people];
  const counters = await sumCounters(db, views);

  return counters.map(({ view, open, unread }) =>
    view === "all" || view === "unassigned"
      ? { rooms: [rooms.everyone], event: { type: "counter", view, open, unread } }
      : { rooms: [rooms.user(view)], event: { type: "counter", view: "mine", open, unread } },
  );
}

/** In how many conversations somebody is waited for, when it may have changed. */
async function presentApprovals(messages: Message[]): Promise<Emission[]> {
  if (messages.every(({ approval }) => approval === null)) return [];
  const open = await countPending(db);
  return [{ rooms: [rooms.everyone], event: { type: "counter", view: "approvals", open, unread: 0 } }];
}

async function presentChannelChanges(rows: EventRow[]): Promise<Emission[]> {
  const ids = distinct(
    rows.filter(({ conversationId }) => !conversationId).map(({ channelId }) => channelId),
  );
  if (ids.length === 0) return [];
  const found = await selectChannels(db).where(inArray(channels.id, ids));
  return found.map((row) => ({
    rooms: [rooms.everyone],
    event: { type: "channel", channel: presentChannel(row) },
  }));
}

/** To whoever has the post on the screen: in a thread, or as what stands around it. */
async function presentPublicationChanges(rows: EventRow[]): Promise<Emission[]> {
  const changes = rows.filter(({ type }) => type === "publication.changed");
  const ids = distinct(changes.flatMap(({ details }) => publicationIdsIn(details)));
  if (ids.length === 0) return [];
  const where = inArray(publications.id, ids);
  const [found, cards] = await Promise.all([
    presentPublications(db, where, clock.now()),
    presentPosts(db, where),
  ]);
  const posts = new Map([...cards.values()].map((post) => [post.id, post]));

  return found.flatMap((publication): Emission[] => {
    const { id, postId } = publication;
    const post = id === postId ? (posts.get(id) ?? null) : null;
    return postId ? [{ rooms: [rooms.post(postId)], event: { type: "publication", publication, post } }] : [];
  });
}

function presentContactChanges(rows: EventRow[]): Emission[] {
  return distinct(rows.map(({ contactId }) => contactId)).map((contactId) => ({
    rooms: [rooms.contact(contactId)],
    event: { type: "contact", contactId },
  }));
}

/** A changed password changes nothing that anybody sees. */
async function presentUserChanges(rows: EventRow[]): Promise<Emission[]> {
  const changes = rows.filter(({ type }) => type.startsWith("user.") && type !== "user.password_changed");
  const ids = distinct(changes.map(({ userId }) => userId));
  if (ids.length === 0) return [];
  const found = await db
    .select({ userId: users.id, name: users.name, nickname: users.nickname })
    .from(users)
    .where(inArray(users.id, ids));
  return found.map(({ userId, name, nickname }) => ({
    rooms: [rooms.everyone],
    event: { type: "user", userId, name: nickname ?? name },
  }));
}

/** Only that there is news: what it says is read by whoever may. */
function presentAdminNews(rows: EventRow[]): Emission[] {
  const channelsOf = (wanted: string) =>
    distinct(rows.map(({ type, details }) => (type === wanted ? String(details?.channelId) : null)));
  const raised = rows.some(({ type }) => type === "notification.raised");
  const readers = distinct(rows.map(({ type, actorId }) => (type === "notification.read" ? actorId : null)));
  return [
    ...channelsOf("channel.checked").map((channelId) => ({
      rooms: [rooms.admins],
      event: { type: "channel_check" as const, channelId },
    })),
    ...channelsOf("history.changed").map((channelId) => ({
      rooms: [rooms.admins],
      event: { type: "channel_history" as const, channelId },
    })),
    ...(raised ? [{ rooms: [rooms.admins], event: { type: "notifications" as const } }] : []),
    ...readers.map((id) => ({ rooms: [rooms.user(id)], event: { type: "notifications" as const } })),
  ];
}

function publicationIdsIn(details: EventRow["details"]): string[] {
  const { publicationIds } = details ?? {};
  return Array.isArray(publicationIds) ? publicationIds.map(String) : [];
}

function previousAssignees(rows: EventRow[]) {
  return distinct(rows.map(({ details }) => details?.previousAssigneeId)).filter(
    (id): id is string => typeof id === "string",
  );
}

function distinct<Value>(values: (Value | null | undefined)[]): Value[] {
  return [...new Set(values.filter((value): value is Value => value !== null && value !== undefined))];
}
