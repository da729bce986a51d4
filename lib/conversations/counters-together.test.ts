import { EventEmitter, once } from "node:events";
import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db, type Tx } from "@/db/client";
import { createAgent } from "@/db/factories/people";
import type { Agent } from "@/lib/auth/agent";
import { findCounters, foldCounters, moveCounters } from "./counters";

let ana: Agent;

beforeEach(async () => {
  await db.execute(sql`truncate inbox_counters`);
  ana = await createAgent();
});

const NEW = { status: "open", assigneeId: null, unreadCount: 1 } as const;
const READ = { ...NEW, unreadCount: 0 };
const ofAna = (unreadCount: number) => ({ ...NEW, assigneeId: ana.id, unreadCount });

/** Opens two transactions that take turns: each step waits for the one before. */
async function takingTurns(...steps: [which: 0 | 1, step: (tx: Tx) => Promise<void>][]) {
  const taken = steps.map(() => new EventEmitter());
  const turns = taken.map((turn) => once(turn, "taken"));
  const run = (mine: 0 | 1) =>
    db.transaction(async (tx) => {
      for (const [turn, [which, step]] of steps.entries()) {
        if (which !== mine) continue;
        await turns[turn - 1];
        await step(tx);
        taken[turn]!.emit("taken");
      }
    });
  await Promise.all([run(0), run(1)]);
}

test("a batch and an agent who change the same badges do not wait for one another", async () => {
  await takingTurns(
    [0, (tx) => moveCounters(tx, READ, NEW)],
    [1, (tx) => moveCounters(tx, NEW, ofAna(1))],
    [0, (tx) => moveCounters(tx, ofAna(0), ofAna(1))],
    [1, (tx) => moveCounters(tx, ofAna(1), ofAna(0))],
  );
  expect(await findCounters(ana)).toMatchObject({
    mine: { open: 1, unread: 1 },
    unassigned: { open: -1, unread: 0 },
    all: { open: 0, unread: 1 },
  });
});

test("folding leaves the sums as they are, also while somebody counts on", async () => {
  for (let round = 0; round < 3; round += 1) await db.transaction((tx) => moveCounters(tx, null, NEW));
  await takingTurns(
    [0, (tx) => moveCounters(tx, null, ofAna(0))],
    [1, async () => foldCounters()],
    [0, (tx) => moveCounters(tx, READ, NEW)],
  );
  await foldCounters();

  expect(await findCounters(ana)).toMatchObject({
    mine: { open: 1, unread: 0 },
    unassigned: { open: 3, unread: 4 },
    all: { open: 4, unread: 4 },
  });
  const { rows } = await db.execute(sql`select view from inbox_counters order by view`);
  expect(rows).toHaveLength(3);
});
