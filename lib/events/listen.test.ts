import { createServer, type Server } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { pool } from "@/db/client";
import { env } from "@/lib/env";
import { listen } from "./listen";

const url = env.DATABASE_URL;
let outage: Server;

afterEach(async () => {
  vi.useRealTimers();
  env.DATABASE_URL = url;
  await new Promise((resolve) => outage.close(resolve));
});

test("an outage is asked after by one connection at a time, not by more and more", async () => {
  let calls = 0;
  const port = await hangUpOnWhoeverCalls(() => {
    calls += 1;
  });
  const listener = await listen("events", () => {});
  env.DATABASE_URL = `postgresql://127.0.0.1:${port}/gone`;
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'pagedesk events' and datname = current_database()`);

  for (let seen = 0; seen < 4; seen = calls) {
    await expect.poll(() => vi.advanceTimersByTimeAsync(500).then(() => calls)).toBeGreaterThan(seen);
    await untilHungUp();
    expect(calls).toBe(seen + 1);
  }
  await listener.stop();
});

async function hangUpOnWhoeverCalls(onCall: () => void): Promise<number> {
  outage = createServer((socket) => {
    onCall();
    socket.destroy();
  });
  await new Promise<void>((resolve) => outage.listen(0, "127.0.0.1", resolve));
  const address = outage.address();
  return typeof address === "object" && address ? address.port : 0;
}

/** Everybody who called has been answered, and both sides know it. */
async function untilHungUp() {
  await expect
    .poll(() => new Promise<number>((resolve) => outage.getConnections((_, open) => resolve(open))))
    .toBe(0);
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
