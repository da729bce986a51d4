import { setTimeout as pause } from "node:timers/promises";
import { openDeliveries } from "@/lib/conversations/receiving/open-deliveries";
import { isDoorBusy } from "@/lib/deliveries/door-pressure";

/**
 * Opens a batch of what waits. While deliveries stream into this very process, opening rests as long as it works: what
 * is kept can wait, a platform that waits for its 200 gives up.
 *
 * @returns whether there may be more.
 */
export async function openInTurn(): Promise<boolean> {
  const began = performance.now();
  const opened = await openDeliveries();
  if (opened > 0 && isDoorBusy()) await pause(performance.now() - began);
  return opened > 0;
}
