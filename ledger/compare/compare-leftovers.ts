import type { Difference } from "./difference";
import type { Leftovers } from "./read-database";

/** What the platform says of its deliveries. */
export interface Tally {
  events: number;
  deliveries: number;
  attempts: number;
  delivered: number;
  lost: number;
}

/** Nothing waits, nothing was put aside, nothing was given up. */
export function compareLeftovers(left: Leftovers, platform: Tally): Difference[] {
  const { unopened, unreadable, parked, setAside, signaturesRefused, jobs } = left;
  const waiting = platform.deliveries - platform.delivered - platform.lost;
  const counts: [number, Difference["kind"], string, string][] = [
    [unopened, "delivery_unopened", "deliveries", "kept and never opened"],
    [unreadable, "delivery_unreadable", "deliveries", "kept and could not be opened"],
    [parked, "event_parked", "parked events", "events wait behind one that failed"],
    [setAside, "event_set_aside", "set aside", "elements found no place"],
    [signaturesRefused, "delivery_refused", "tallies", "deliveries were refused for their signature"],
    [platform.lost, "delivery_lost", "the platform", "deliveries were given up"],
    [waiting, "delivery_lost", "the platform", "deliveries were never answered with 200"],
  ];
  return [
    ...counts
      .filter(([count]) => count !== 0)
      .map(([count, kind, where, what]) => ({ kind, where, what: `${count} ${what}` })),
    ...jobs.map(({ name, isBusy, count, error }) => ({
      kind: "job_left" as const,
      where: name,
      what: `${count} ${isBusy ? "under way" : "given up"}${error ? `: ${error.slice(0, 200)}` : ""}`,
    })),
  ];
}
