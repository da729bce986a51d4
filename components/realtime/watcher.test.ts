import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { describe, expect, test, vi } from "vitest";
import { uuid } from "./testing-shapes";
import { Watcher } from "./watcher";

const mine = { views: ["mine" as const], conversationId: null };

/** A gateway that answers as it is told, and a screen that shows one list. */
function aScreen(answer: () => Promise<unknown> = async () => {}) {
  const cache = new QueryClient();
  const reading = vi.fn(async () => "rows");
  new QueryObserver(cache, {
    queryKey: ["conversations", "mine"],
    queryFn: reading,
    staleTime: 60_000,
  }).subscribe(() => {});
  const asked = vi.fn(answer);
  const door = { connected: true, timeout: () => ({ emitWithAck: asked }) };
  return { cache, reading, asked, door, watcher: new Watcher(cache) };
}

describe("watching", () => {
  test("joins what was wanted before there was a connection, then reads the screen again", async () => {
    const { watcher, door, asked, reading } = aScreen();
    watcher.watch(mine);
    expect(asked).not.toHaveBeenCalled();

    await watcher.connect(door);
    expect(asked).toHaveBeenCalledExactlyOnceWith("watch", mine);
    await vi.waitFor(() => expect(reading).toHaveBeenCalledTimes(2));
  });

  test("the same again asks nothing", async () => {
    const { watcher, door, asked } = aScreen();
    await watcher.connect(door);
    watcher.watch(mine);
    watcher.watch({ ...mine });

    expect(asked).toHaveBeenCalledTimes(2);
  });

  test("another conversation leaves the list as it is", async () => {
    const { watcher, door, reading, asked } = aScreen();
    watcher.watch(mine);
    await watcher.connect(door);
    await vi.waitFor(() => expect(reading).toHaveBeenCalledTimes(2));

    watcher.watch({ ...mine, conversationId: uuid(1) });
    await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(2));
    expect(reading).toHaveBeenCalledTimes(2);
  });

  test("a post that has come onto the screen is asked for, and what stood below it before the join is read again", async () => {
    const { watcher, door, asked, cache } = aScreen();
    const reading = vi.fn(async () => "comments");
    new QueryObserver(cache, {
      queryKey: ["post-comments", uuid(5), null],
      queryFn: reading,
      staleTime: 60_000,
    }).subscribe(() => {});
    await watcher.connect(door);
    await vi.waitFor(() => expect(reading).toHaveBeenCalledTimes(2));

    watcher.watch({ ...mine, postIds: [uuid(5)] });
    await vi.waitFor(() => expect(reading).toHaveBeenCalledTimes(3));
    watcher.watch({ ...mine, postIds: [uuid(5)] });
    watcher.watch({ ...mine, postIds: [] });
    await vi.waitFor(() => expect(asked).toHaveBeenLastCalledWith("watch", { ...mine, postIds: [] }));
    expect(reading).toHaveBeenCalledTimes(3);
  });

  test("is read again even when the gateway doesn't answer", async () => {
    const { watcher, door, reading } = aScreen(() => Promise.reject(new Error("timeout")));
    door.connected = false;
    await watcher.connect(door);

    await vi.waitFor(() => expect(reading).toHaveBeenCalledTimes(2));
  });
});

describe("of two wishes in quick succession the gateway may pass one over", () => {
  const inConversation = (number: number, postIds: string[] = []) => ({
    ...mine,
    conversationId: uuid(number),
    postIds,
  });

  /** María's conversation is on the screen; each wish is answered when the test says so. */
  async function aScreenThatWaits() {
    const answers: (() => void)[] = [];
    const screen = aScreen(() => new Promise<void>((resolve) => answers.push(resolve)));
    const reading = vi.fn(async () => "thread");
    const connecting = screen.watcher.connect(screen.door);
    answers.shift()!();
    await connecting;
    new QueryObserver(screen.cache, {
      queryKey: ["messages", uuid(1)],
      queryFn: reading,
      staleTime: 60_000,
    }).subscribe(() => {});
    await vi.waitFor(() => expect(reading).toHaveBeenCalledTimes(1));
    return { ...screen, reading, answers };
  }

  test("what was in the first as well is read after the answer to the second", async () => {
    const { watcher, answers, reading } = await aScreenThatWaits();
    watcher.watch(inConversation(1));
    watcher.watch(inConversation(1, [uuid(5)]));
    answers[0]!();
    await Promise.resolve();
    expect(reading).toHaveBeenCalledTimes(1);
    answers[1]!();
    await vi.waitFor(() => expect(reading).toHaveBeenCalledTimes(2));
  });

  test("what was left and is wanted again is read again", async () => {
    const { watcher, answers, reading } = await aScreenThatWaits();
    watcher.watch(inConversation(1));
    answers[0]!();
    await vi.waitFor(() => expect(reading).toHaveBeenCalledTimes(2));

    watcher.watch(inConversation(2));
    watcher.watch(inConversation(1));
    answers[1]!();
    answers[2]!();
    await vi.waitFor(() => expect(reading).toHaveBeenCalledTimes(3));
  });
});

test("what could not be read after a connect is read until it can be", async () => {
  vi.useFakeTimers();
  try {
    const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    let failing = true;
    const reading = vi.fn(async () => {
      if (failing) throw new Error("not there yet");
      return "rows";
    });
    new QueryObserver(cache, { queryKey: ["counters"], queryFn: reading }).subscribe(() => {});
    const watcher = new Watcher(cache);
    let caughtUp = false;
    const door = { connected: true, timeout: () => ({ emitWithAck: async () => {} }) };
    void watcher.connect(door).then(() => {
      caughtUp = true;
    });

    await vi.advanceTimersByTimeAsync(3_000);
    expect(caughtUp).toBe(false);
    failing = false;
    await vi.advanceTimersByTimeAsync(3_000);
    expect(cache.getQueryData(["counters"])).toBe("rows");
    expect(caughtUp).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});
