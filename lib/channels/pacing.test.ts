import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { clock } from "@/lib/clock";
import type { Pressure } from "./channel";
import { type CallKind, forgetPause, mayCall, recordCalm, recordPressure } from "./pacing";

const coffee = { id: "0197a3b2-0000-7000-8000-0000000000c0", appId: null };
const bakery = { id: "0197a3b2-0000-7000-8000-0000000000ba", appId: null };
const elsewhere = { id: "0197a3b2-0000-7000-8000-0000000000e1", appId: "990011223344556" };

let now = Date.parse("2026-11-21T12:00:00Z");

beforeEach(async () => {
  await db.execute(sql`truncate platform_pauses`);
  now = Date.parse("2026-11-21T12:00:00Z");
  clock.now = () => new Date(now);
});
afterEach(() => {
  clock.now = () => new Date();
});

const busy = (more: Partial<Pressure> = {}): Pressure => ({
  scope: "page",
  state: "refused",
  seconds: null,
  reason: "platform_busy",
  detail: "code 613",
  ...more,
});
const may = async (channel: typeof coffee | typeof elsewhere, kind: CallKind = "send") =>
  (await mayCall(channel, kind)).granted;
const later = (seconds: number) => {
  now += seconds * 1_000;
};

describe("a pause", () => {
  test("of a Page is nobody else's, and ends by itself", async () => {
    await recordPressure(db, coffee, busy({ seconds: 120 }));

    expect(await mayCall(coffee, "send")).toEqual({
      granted: false,
      until: new Date("2026-11-21T12:02:00Z"),
      reason: "platform_busy",
      detail: "code 613",
    });
    expect(await may(bakery)).toBe(true);
    later(121);
    expect(await may(coffee)).toBe(true);
  });

  test("of the app is every Page's of that app", async () => {
    await recordPressure(db, coffee, busy({ scope: "app", seconds: 60 }));

    expect([await may(coffee), await may(bakery), await may(elsewhere)]).toEqual([false, false, true]);
  });

  test("that the platform gives no time grows, until something goes through", async () => {
    const lengths: number[] = [];
    for (let time = 0; time < 8; time += 1) {
      await recordPressure(db, coffee, busy());
      const leave = await mayCall(coffee, "send");
      const length = leave.granted ? 0 : (leave.until.getTime() - now) / 1_000;
      lengths.push(length);
      later(length + 1);
    }
    expect(lengths).toEqual([15, 30, 60, 120, 240, 480, 900, 900]);

    await recordCalm(db, coffee);
    await recordPressure(db, coffee, busy());
    expect(await mayCall(coffee, "send")).toMatchObject({ until: new Date(now + 15_000) });
  });

  test("is one, however many lanes were refused at once", async () => {
    await Promise.all([1, 2, 3].map(() => recordPressure(db, coffee, busy())));
    later(16);
    await recordPressure(db, coffee, busy());
    expect(await mayCall(coffee, "send")).toMatchObject({ until: new Date(now + 30_000) });
  });

  test("for a restriction is longer, and over when somebody has mended it", async () => {
    await recordPressure(db, coffee, busy({ reason: "page_restricted" }));
    expect(await mayCall(coffee, "send")).toMatchObject({
      until: new Date(now + 300_000),
      reason: "page_restricted",
    });
    await forgetPause(db, coffee.id);
    expect(await may(coffee)).toBe(true);
  });

  test("a late success of before does not end it", async () => {
    await recordPressure(db, coffee, busy({ seconds: 60 }));
    await recordCalm(db, coffee);
    expect(await may(coffee)).toBe(false);
  });
});

describe("while most of an allowance is used", () => {
  test("names and imports give way, checks go on, and sends go at a walk", async () => {
    await recordPressure(db, coffee, busy({ state: "nearly_full" }));

    expect([await may(coffee, "profile"), await may(coffee, "import")]).toEqual([false, false]);
    expect([await may(coffee, "history"), await may(coffee, "health")]).toEqual([true, true]);
    expect([await may(coffee), await may(coffee)]).toEqual([true, false]);
    later(1);
    expect(await may(coffee)).toBe(true);
    later(61);
    expect([await may(coffee), await may(coffee), await may(coffee, "profile")]).toEqual([true, true, true]);
  });
});

describe("turns", () => {
  test("history is read twice a second at most, by all processes together", async () => {
    const asked = await Promise.all(Array.from({ length: 10 }, () => may(coffee, "history")));
    expect(asked.filter(Boolean)).toHaveLength(1);
    later(0.5);
    expect(await may(coffee, "history")).toBe(true);
  });

  test("an import leaves every second turn to what is more urgent", async () => {
    expect(await may(coffee, "history")).toBe(true);
    later(0.5);
    expect(await may(coffee, "import")).toBe(false);
    expect(await may(coffee, "history")).toBe(true);
    later(1);
    expect(await may(coffee, "import")).toBe(true);
  });

  test("files go ten a second, texts as they come", async () => {
    expect([await may(coffee, "media"), await may(coffee, "media")]).toEqual([true, false]);
    later(0.1);
    expect(await may(coffee, "media")).toBe(true);
    expect([await may(coffee), await may(coffee)]).toEqual([true, true]);
  });
});

describe("what a Page says in public", () => {
  const block = (more: Partial<Pressure> = {}) =>
    busy({ scope: "public", reason: "public_blocked", detail: "code 368", ...more });

  test("goes out one reply in three seconds, by all processes together", async () => {
    const asked = await Promise.all(Array.from({ length: 5 }, () => mayCall(coffee, "public")));
    expect(asked.filter(({ granted }) => granted)).toHaveLength(1);
    expect(asked.find(({ granted }) => !granted)).toMatchObject({ reason: "public_paced" });
    expect(await may(bakery, "public")).toBe(true);
    later(3);
    expect(await may(coffee, "public")).toBe(true);
  });

  test("when it is blocked, waits from 5 minutes to 2 hours, and nothing else does", async () => {
    const lengths: number[] = [];
    for (let time = 0; time < 7; time += 1) {
      await recordPressure(db, coffee, block());
      const leave = await mayCall(coffee, "public");
      expect(leave).toMatchObject({ granted: false, reason: "public_blocked", detail: "code 368" });
      lengths.push(leave.granted ? 0 : (leave.until.getTime() - now) / 60_000);
      later(lengths.at(-1)! * 60 + 1);
    }
    expect(lengths).toEqual([5, 10, 20, 40, 80, 120, 120]);
    expect([await may(coffee), await may(coffee, "media"), await may(coffee, "comments")]).toEqual([
      true,
      true,
      true,
    ]);
  });

  test("after a block one goes first, and when it arrived all go at their pace", async () => {
    await recordPressure(db, coffee, block({ seconds: 60 }));
    later(61);
    expect([await may(coffee, "public"), await may(coffee, "public")]).toEqual([true, false]);
    later(30);
    expect(await may(coffee, "public")).toBe(false);

    await recordCalm(db, coffee, "public");
    later(31);
    expect(await may(coffee, "public")).toBe(true);
    later(3);
    expect(await may(coffee, "public")).toBe(true);
  });

  test("is not held up by what is refused in Messenger, but by what is refused to the app", async () => {
    await recordPressure(db, coffee, busy({ reason: "page_restricted" }));
    expect(await may(coffee, "public")).toBe(true);
    later(3);
    await recordPressure(db, coffee, busy({ scope: "app", seconds: 60 }));
    expect(await may(coffee, "public")).toBe(false);
  });

  test("is told that a permission came back, but reconnecting ends no block", async () => {
    await recordPressure(db, coffee, block({ reason: "permission_missing" }));
    await forgetPause(db, coffee.id);
    expect(await may(coffee, "public")).toBe(true);

    await recordPressure(db, bakery, block());
    await forgetPause(db, bakery.id);
    expect(await may(bakery, "public")).toBe(false);
  });
});
