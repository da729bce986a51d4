import type { OpenedDelivery } from "@/lib/channels/channel";
import { storable, storableText } from "@/lib/storable";
import { parseGraphJson } from "./graph-json";
import { isPublic, openPublicChange } from "./webhook-feed";
import { aside, type Opened, openElement } from "./webhook-messaging";
import { type Fields, fieldsOf, idOf, isFields, momentOf, textOf } from "./webhook-values";

/** Of a body that is no JSON at all, this much is kept for an admin to look at. */
const KEPT_CHARACTERS = 10_000;

/**
 * Opens a delivery as it came: every element of every list becomes one event, or is set aside with its reason.
 * Never throws, whatever the bytes. `now` dates what carries no moment, neither itself nor around it.
 */
export function openDelivery(body: Buffer, now = new Date()): OpenedDelivery {
  const opened = openBody(new TextDecoder().decode(body), now);

  return {
    events: opened.flatMap((one) => ("event" in one ? one.event : [])),
    publicEvents: opened.flatMap((one) => ("publicEvent" in one ? one.publicEvent : [])),
    setAside: opened.flatMap((one) => ("setAside" in one ? one.setAside : [])),
  };
}

function openBody(text: string, now: Date): Opened[] {
  const delivery = parsed(text);
  if (delivery === undefined) return [aside(null, "malformed", storableText(text.slice(0, KEPT_CHARACTERS)))];
  if (!isFields(delivery)) return [aside(null, "not_an_object", delivery)];
  if (!Array.isArray(delivery.entry)) return [aside(null, "malformed", delivery)];

  const isPage = delivery.object === undefined || delivery.object === "page";
  return delivery.entry.flatMap((entry: unknown) =>
    isPage ? openEntry(entry, now) : [aside(idOf(fieldsOf(entry).id), "not_a_page_event", entry)],
  );
}

function parsed(text: string) {
  try {
    return storable(parseGraphJson(text));
  } catch {
    return; // not JSON: set aside as it came
  }
}

type Opener = (element: unknown, entry: { entryId: string | null; time: Date }) => Opened;

/** The platform fills one of these; should there be several, none is skipped. */
const openers: [list: string, open: Opener][] = [
  ["messaging", (element, entry) => openElement(element, { ...entry, owned: true })],
  ["standby", (element, entry) => openElement(element, { ...entry, owned: false })],
  ["changes", openChange],
  ["changed_fields", (field, { entryId }) => aside(entryId, "not_supported", { field })],
];

function openEntry(entry: unknown, now: Date): Opened[] {
  if (!isFields(entry)) return [aside(null, "not_an_object", entry)];
  const present = openers.filter(([list]) => entry[list] !== undefined);
  const around = { entryId: idOf(entry.id), time: momentOf(entry.time) ?? now };
  if (present.length === 0) return [aside(around.entryId, "malformed", entry)];

  return present.flatMap(([list, open]) => {
    const elements = entry[list];
    if (!Array.isArray(elements)) return [aside(around.entryId, "malformed", { [list]: elements })];
    return elements.map((element) => open(element, around));
  });
}

/** These tell of the Page's standing with the platform. */
const noticeFields = new Set(["business_integrity", "messaging_integrity", "message_template_status_update"]);

/** What is said in public, and notices; the platform's test button also wraps an element of a thread like this. */
function openChange(change: unknown, { entryId, time }: { entryId: string | null; time: Date }): Opened {
  if (!isFields(change)) return aside(entryId, "not_an_object", change);
  if (isOfThread(change.value)) return openElement(change.value, { entryId, time, owned: true });
  if (isPublic(change)) return openPublicChange(change, { entryId, time });

  const isNotice = noticeFields.has(textOf(change.field) ?? "");
  return aside(entryId, isNotice ? "page_notice" : "not_supported", change);
}

function isOfThread(value: unknown): value is Fields {
  return isFields(value) && isFields(value.sender) && isFields(value.recipient);
}
