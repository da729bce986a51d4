import { setTimeout as pause } from "node:timers/promises";
import { db } from "@/db/client";
import type { PauseReason } from "@/lib/channels/channel";
import type { ChannelRow } from "@/lib/channels/find-channel";
import type { History } from "@/lib/channels/history";
import { mayCall, recordCalm, recordPressure } from "@/lib/channels/pacing";
import { clock } from "@/lib/clock";

/** Longer than this nobody stands and waits: the run is put down until then. */
const LONGEST_WAIT_IN_MS = 5_000;

/** The one place where a run passes time; tests let the platform's clock pass it. */
export const waiting = { pass: (milliseconds: number): Promise<unknown> => pause(milliseconds) };

export type Asked<Found> = History<Found> | { outcome: "not_now"; until: Date; reason: PauseReason };

/** One call for history, when the channel's turn has come: after what is being sent, and as the platform allows. */
export async function askInTurn<Found>(
  channel: ChannelRow,
  ask: () => Promise<History<Found>>,
): Promise<Asked<Found>> {
  const refused = await awaitTurn(channel);
  if (refused) return { outcome: "not_now", ...refused };

  const answer = await ask();
  if (answer.pressure) await recordPressure(db, channel, answer.pressure);
  else if (answer.outcome === "read") await recordCalm(db, channel);
  return answer;
}

async function awaitTurn(channel: ChannelRow): Promise<{ until: Date; reason: PauseReason } | null> {
  for (;;) {
    const leave = await mayCall(channel, "import");
    if (leave.granted) return null;

    const wait = leave.until.getTime() - clock.now().getTime();
    if (wait > LONGEST_WAIT_IN_MS) return leave;
    await waiting.pass(Math.max(wait, 1));
  }
}
