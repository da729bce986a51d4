import { expect } from "vitest";
import { openDelivery } from "./webhook";

/** For tests: deliveries as the Page Harbor Coffee gets them from María. */
export const page = "1040055501112223";
export const maria = "7300112233445566";
export const at = new Date(1763201000001);
/** When a delivery is opened that dates nothing itself. */
export const later = new Date("2026-11-21T12:00:00Z");

export const said = { sender: { id: maria }, recipient: { id: page }, timestamp: at.getTime() };
export const echoed = { sender: { id: page }, recipient: { id: maria }, timestamp: at.getTime() };

export function open(body: unknown) {
  return openDelivery(Buffer.from(typeof body === "string" ? body : JSON.stringify(body)), later);
}

export function openEntry(entry: object) {
  return open({ object: "page", entry: [{ id: page, time: 1763201000123, ...entry }] });
}

/** The one event that an element becomes. */
export function openOne(element: object) {
  const { events, setAside } = openEntry({ messaging: [element] });
  expect([events.length, setAside.length]).toEqual([1, 0]);
  return events[0];
}

/** A comment directly below a post of the Page, as captured in 2025. */
export function feedValue(changed: object = {}) {
  return {
    from: { id: maria, name: "Ada Sim" },
    post: {
      status_type: "mobile_status_update",
      is_published: true,
      updated_time: "2026-11-15T09:00:00+0000",
      permalink_url: `https://www.facebook.com/permalink.php?story_fbid=pfbid0Sim&id=${page}`,
      promotion_status: "inactive",
      id: `${page}_5550001`,
    },
    message: "Do you deliver?",
    post_id: `${page}_5550001`,
    comment_id: "5550001_6660001",
    created_time: 1763201998,
    item: "comment",
    parent_id: `${page}_5550001`,
    verb: "add",
    ...changed,
  };
}
