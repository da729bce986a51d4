import { expect, test } from "vitest";
import { isStream, lastDeliveryNumber } from "./door-traffic";
import { keepDelivery } from "./keep-delivery";

test("what any door has kept is counted", async () => {
  const body = Buffer.from("{}");
  await keepDelivery({ kind: "facebook", appId: "880011223344556", body });
  const before = await lastDeliveryNumber();
  await Promise.all(
    Array.from({ length: 25 }, () => keepDelivery({ kind: "facebook", appId: "880011223344556", body })),
  );
  expect(await lastDeliveryNumber()).toBe(before + 25);
});

test.each([
  [0, 10, false],
  [19, 1, false],
  [20, 100, true],
  [20, 101, false],
  [500, 1_000, true],
])("%i in %i ms: a stream? %s", (deliveries, milliseconds, expected) => {
  expect(isStream(deliveries, milliseconds)).toBe(expected);
});
