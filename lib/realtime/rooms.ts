import type { Watch } from "./live-event";

/** By one window: those of the messages that it has loaded last. */
export const MOST_POSTS_WATCHED = 20;

/** Who hears what. Rooms are narrow: a conversation's viewers, a contact's, a view of the inbox, a person. */
export const rooms = {
  conversation: (conversationId: string) => `conversation:${conversationId}`,
  post: (publicationId: string) => `post:${publicationId}`,
  contact: (contactId: string) => `contact:${contactId}`,
  view: (view: Exclude<Watch["views"][number], "mine">) => `view:${view}`,
  user: (userId: string) => `user:${userId}`,
  /** Whoever minds the channels. */
  admins: "admins",
  /** For the rare and small: badges, a channel's state, a colleague's name. */
  everyone: "everyone",
};

/** The rooms that a socket is in besides its owner's own, given what it watches and may see. */
export function watchedRooms(
  views: Watch["views"],
  seen: { id: string; contactId: string } | undefined,
  seenPostIds: string[] = [],
): string[] {
  const watched = [
    ...views.filter((view) => view !== "mine").map(rooms.view),
    ...seenPostIds.map(rooms.post),
  ];
  return seen ? [...watched, rooms.conversation(seen.id), rooms.contact(seen.contactId)] : watched;
}
