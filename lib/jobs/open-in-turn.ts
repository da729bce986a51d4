import { setTimeout as pause } from "node:timers/promises";
import { openDeliveries } from "@/lib/conversations/receiving/open-deliveries";
import { isStream, lastDeliveryNumber } from "@/lib/deliveries/door-traffic";

/** Of the time, opening takes this part at most while deliveries stream in: a quarter. */
const REST_FOR_WORK = 3;

/**
 * Opens a batch of what waits. While deliveries stream in, at this process's door or at another one's, opening rests
 * longer than it works: what is kept can wait, a platform that waits for its 200 gives up.
 *
 * @returns whether there may be more.
 */
export async function openInTurn(): Promise<boolean> {
  const began = performance.now();
  const before = await lastDeliveryNumber();
  const opened = await openDeliveries();
  if (opened === 0) return false;

  const milliseconds = performance.now() - began;
  if (isStream((await lastDeliveryNumber()) - before, milliseconds))
    await pause(milliseconds * REST_FOR_WORK);
  return true;
}
