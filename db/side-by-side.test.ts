import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, type Reader } from "./client";
import { sideBySide } from "./side-by-side";

async function mostAtOnce(reader: Reader) {
  let running = 0;
  let most = 0;
  const read = (value: number) => async () => {
    most = Math.max(most, ++running);
    const { rows } = await reader.execute<{ value: number }>(sql`select ${value}::int as value`);
    running--;
    return rows[0]!.value;
  };
  expect(await sideBySide(reader, read(1), read(2), read(3))).toEqual([1, 2, 3]);
  return most;
}

test("reads run at once, and in a transaction one after another", async () => {
  expect(await mostAtOnce(db)).toBe(3);
  expect(await db.transaction(mostAtOnce)).toBe(1);
});
