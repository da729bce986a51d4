import { onlineManager, QueryClient } from "@tanstack/react-query";
import { afterEach, expect, test } from "vitest";
import { writesSettled } from "./writes-settled";

afterEach(() => onlineManager.setOnline(true));

function write(cache: QueryClient, mutationFn: () => Promise<unknown>) {
  return cache.getMutationCache().build(cache, { mutationFn }).execute(undefined);
}

test("nothing under way is settled at once", async () => {
  await writesSettled(new QueryClient());
});

test("a write under way is waited for, however it ends", async () => {
  const cache = new QueryClient();
  let refuse = (_: Error) => {};
  const written = write(cache, () => new Promise((_, reject) => (refuse = reject)));
  const order: string[] = [];
  const settled = writesSettled(cache).then(() => order.push("settled"));
  await Promise.resolve();

  order.push("answered");
  refuse(new Error("no"));
  await expect(written).rejects.toThrow("no");
  await settled;
  expect(order).toEqual(["answered", "settled"]);
});

test("a write that waits for a connection keeps nobody", async () => {
  const cache = new QueryClient();
  onlineManager.setOnline(false);
  void write(cache, async () => "sent");

  await writesSettled(cache);
  expect(cache.isMutating()).toBe(1);
});
