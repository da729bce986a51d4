import { log } from "@/lib/log";
import { listen } from "./listen";

/** How often the table is looked at without a hint. */
const LOOK_EVERY_MS = 1_000;

/**
 * Works off a table as it fills: at every NOTIFY on the channel, and once a second, since a NOTIFY is only a hint. One
 * run at a time; after a failure the next hint tries again.
 *
 * @param work one batch. @returns whether there may be more.
 */
export async function follow(
  channel: "events" | "deliveries",
  work: () => Promise<boolean>,
): Promise<{ stop(): Promise<void> }> {
  let stopped = false;
  let wanted = false;
  let working: Promise<void> | null = null;

  function wake() {
    wanted = true;
    working ??= workOff().finally(() => {
      working = null;
    });
  }

  async function workOff() {
    while (wanted && !stopped) wanted = await workOnce();
  }

  async function workOnce() {
    wanted = false;
    try {
      return (await work()) || wanted;
    } catch (error) {
      log.error({ err: error, channel }, "a batch failed; trying again");
      return false;
    }
  }

  const listener = await listen(channel, wake);
  const timer = setInterval(wake, LOOK_EVERY_MS);
  wake();

  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await listener.stop();
      await working;
    },
  };
}
