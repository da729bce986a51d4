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
