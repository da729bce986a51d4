import { clock } from "@/lib/clock";

/** What is said in public of a private reply, for as long as nobody knows whether that one goes. */
export function waitingFor(goesAfterId: string) {
  return { goesAfterId, waitingReason: "private_reply_first", waitingSince: clock.now() } as const;
}
