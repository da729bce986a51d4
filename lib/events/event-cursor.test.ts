import fc from "fast-check";
import { expect, test } from "vitest";
import { EventCursor } from "./event-cursor";

test("whatever the order in which ids become visible, each is taken once", () => {
  const arrivals = fc
    .uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1 })
    .chain((ids) => fc.shuffledSubarray(ids, { minLength: ids.length }));

  fc.assert(
    fc.property(arrivals, (ids) => {
      const cursor = new EventCursor(0);
      const taken = ids.filter((id) => cursor.take(id, 0));
      expect(taken).toEqual(ids);
      expect(ids.filter((id) => cursor.take(id, 0))).toEqual([]);
    }),
  );
});

test("a gap is asked for until it is too old to be anything but a rollback", () => {
  const cursor = new EventCursor(10);
  cursor.take(13, 0);
  expect(cursor.missing).toEqual([11, 12]);

  cursor.take(11, 1_000);
  cursor.forget(59_000);
  expect(cursor.missing).toEqual([12]);

  cursor.forget(60_001);
  expect(cursor.missing).toEqual([]);
});
