import { keepConnection } from "@/db/keep-connection";

/**
 * Calls `wake` at every NOTIFY on a channel, and once after each new connection, since hints may have been missed.
 * A connection of its own: a pool may hand out another one at any time.
 */
export function listen(
  channel: "events" | "deliveries",
  wake: () => void,
): Promise<{ stop(): Promise<void> }> {
  return keepConnection(channel, async (client) => {
    client.on("notification", wake);
    await client.query(`listen ${channel}`);
    wake();
  });
}
