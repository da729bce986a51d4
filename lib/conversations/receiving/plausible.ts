import { addMinutes } from "date-fns";
import type { InboundEvent } from "@/lib/channels/channel";

/** Two clocks differ; by more than this one of them is wrong. */
export const MOST_MINUTES_AHEAD = 5;

/**
 * The event with a time that a thread can be ordered by. One from far in the future would stay the newest for ever,
 * keep the messaging window open and confirm what is not sent yet: it counts as happening now, and a message keeps
 * the platform's time among its details.
 */
export function plausible<Event extends InboundEvent>(event: Event, now: Date): Event {
  const latest = addMinutes(now, MOST_MINUTES_AHEAD);
  const receipt = event.type === "delivered" || event.type === "read";
  const until = receipt && event.until > latest ? { until: now } : {};
  if (event.at <= latest) return { ...event, ...until };

  const details = { platformTime: event.at.toISOString() };
  const said = event.type === "message" || event.type === "echo";
  return { ...event, ...until, at: now, ...(said && { details: { ...event.details, ...details } }) };
}
