import type { InboundEvent, PublicEvent, SetAside } from "@/lib/channels/channel";
import { eventOf } from "./webhook-events";
import { type Fields, fieldsOf, flagOf, idOf, isFields, momentOf } from "./webhook-values";

/** What surrounds an element in its delivery. */
export interface Surroundings {
  /** The entry's: the Page, unless the platform's own test button wrote it. */
  entryId: string | null;
  /** Stands in where an element carries no moment of its own. */
  time: Date;
  /** False in `standby`: another app controls the thread. */
  owned: boolean;
}

/** Exactly one of these for each element. */
export type Opened = { event: InboundEvent } | { publicEvent: PublicEvent } | { setAside: SetAside };

/** These speak to the Page, not of a thread. */
const notices = ["policy_enforcement", "app_roles"];

/** One element of `messaging` or `standby`. */
export function openElement(element: unknown, { entryId, time, owned }: Surroundings): Opened {
  if (!isFields(element)) return aside(entryId, "not_an_object", element);

  const { page, contact, byPage } = sides(element, entryId);
  if (notices.some((notice) => isFields(element[notice]))) return aside(page, "page_notice", element);
  if (!page || !contact) return aside(page, "no_contact", element);

  const at = momentOf(element.timestamp) ?? time;
  return {
    event: eventOf({ channelExternalId: page, contactExternalId: contact, byPage, at, owned, raw: element }),
  };
}

export function aside(
  channelExternalId: string | null,
  reason: SetAside["reason"],
  element: unknown,
): Opened {
  return { setAside: { channelExternalId, reason, element } };
}

/**
 * Who is the Page is known from the entry, whichever way the event goes; only where that names neither of both
 * does the mark of an echo decide.
 */
function sides(element: Fields, entryId: string | null) {
  const sender = idOf(fieldsOf(element.sender).id);
  const recipient = idOf(fieldsOf(element.recipient).id);
  const isEcho = flagOf(fieldsOf(element.message).is_echo);
  const named = entryId !== null && (entryId === sender) !== (entryId === recipient);
  const byPage = named ? entryId === sender : isEcho;

  const [page, contact] = byPage ? [sender, recipient] : [recipient, sender];
  return { page: page ?? entryId, contact: contact === (page ?? entryId) ? null : contact, byPage };
}
