import { channelFaults } from "./channel-faults";
import { connectionFaults } from "./connection-faults";
import { deliveriesLost, deliveryFaults } from "./delivery-faults";
import type { Fault } from "./fault";
import { graphFaults } from "./graph-faults";
import { processFaults } from "./process-faults";

/** Every fault that we can cause. */
export const allFaults: Fault[] = [
  ...processFaults,
  ...deliveryFaults,
  ...graphFaults,
  ...channelFaults,
  ...connectionFaults,
];

/**
 * The faults that were asked for by name; all of them without names.
 *
 * @throws Error with the names that there are.
 */
export function chooseFaults(names: string[] | null, withLosses: boolean): Fault[] {
  const known = withLosses ? [...allFaults, deliveriesLost] : allFaults;
  if (!names) return known;
  const unknown = names.filter((name) => !known.some((fault) => fault.name === name));
  if (unknown.length > 0) {
    const there = known.map(({ name }) => name).join(", ");
    throw new Error(`There is no fault ${unknown.join(", ")}. There are: ${there}.`);
  }
  return known.filter(({ name }) => names.includes(name));
}
