import { expect, test } from "vitest";
import { coalesce } from "./coalesce";

const entry = (name: string, bytes = 1) => ({ name, bytes });

test("entries that wait while a write is under way share the next one", async () => {
  const writes: string[][] = [];
  const gates: (() => void)[] = [];
  const keep = coalesce(
    (entries: { name: string; bytes: number }[]) => {
      writes.push(entries.map(({ name }) => name));
      return new Promise<void>((resolve) => gates.push(resolve));
    },
    { lanes: 1, most: 10, mostBytes: 100 },
  );

  const first = keep(entry("a"));
  await expect.poll(() => writes).toEqual([["a"]]);
  const others = Promise.all([keep(entry("b")), keep(entry("c"))]);
  gates.shift()?.();
  await first;
  await expect.poll(() => writes).toEqual([["a"], ["b", "c"]]);
  gates.shift()?.();
  await others;
});

test("a write that fails fails those that were in it, and nobody else", async () => {
  let failing = true;
  const keep = coalesce(
    async () => {
      if (failing) throw new Error("disk full");
    },
    { lanes: 1, most: 10, mostBytes: 100 },
  );

  await expect(keep(entry("a"))).rejects.toThrow("disk full");
  failing = false;
  await expect(keep(entry("b"))).resolves.toBeUndefined();
});

test("no write grows beyond its limits, and a large entry still goes alone", async () => {
  const sizes: number[] = [];
  const keep = coalesce(
    async (entries: { name: string; bytes: number }[]) => {
      sizes.push(entries.length);
    },
    { lanes: 1, most: 2, mostBytes: 10 },
  );

  await Promise.all([entry("a"), entry("b"), entry("c"), entry("d", 50), entry("e")].map(keep));
  expect(sizes).toEqual([2, 1, 1, 1]);
});
