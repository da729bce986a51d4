import { afterEach, beforeEach, expect, test } from "vitest";
import { Cast, COFFEE, MARIA } from "../testing/cast";
import { kindOf } from "../testing/receiver";

let cast: Cast;

beforeEach(async () => {
  cast = await (await Cast.start()).connect();
});
afterEach(() => cast.end());

const inThread = { personId: MARIA, pageId: COFFEE };

test("what many people do at once goes out in few deliveries, and is counted once", async () => {
  const said = ["One", "Two", "Three"].map((text) => ({ kind: "message", ...inThread, text }));
  const { mids } = await cast.control("POST", "/acts", { acts: said, perDelivery: 2 });
  const { mids: none } = await cast.control("POST", "/acts", {
    acts: [
      { kind: "edit", ...inThread, mid: mids[0], text: "One, corrected" },
      { kind: "reaction", ...inThread, mid: mids[1], emoji: "👍" },
      { kind: "read", ...inThread },
      { kind: "postback", ...inThread, title: "Get started", payload: "START" },
      { kind: "inbox_message", ...inThread, text: "From the Page's own inbox" },
    ],
    perDelivery: 100,
  });
  await cast.idle();

  expect(cast.receiver.arrivals).toHaveLength(3);
  expect(none.slice(0, 3)).toEqual([null, null, null]);
  const { messages } = await cast.thread();
  expect(messages.map(({ mid }) => mid)).toEqual([...mids, ...none.slice(3)]);
  expect(messages[0]).toMatchObject({ text: "One, corrected", edits: 1 });
  expect(cast.receiver.events().map(kindOf).slice(0, 3)).toEqual(["message", "message", "message"]);
  expect(await cast.control("GET", "/deliveries/tally")).toEqual({
    events: 9,
    deliveries: 3,
    attempts: 3,
    delivered: 3,
    lost: 0,
  });
});

test("the pauses between attempts can be others, and a test need not wait for them", async () => {
  await cast.control("PUT", "/moods", { retryAfterMs: [0, 3_600_000] });
  cast.receiver.statuses = [500, 500, 200];
  await cast.mariaSays("At the third attempt");
  await expect
    .poll(async () => (await cast.control("GET", "/deliveries")).deliveries[0]?.state)
    .toBe("retrying");

  expect(await cast.control("POST", "/deliveries/retry")).toEqual({ retried: 1 });
  await cast.idle();
  expect(cast.receiver.arrivals).toHaveLength(3);
});
