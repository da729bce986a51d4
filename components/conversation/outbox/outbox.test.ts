import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ApiError } from "@/components/api";
import { Courier, type Streets } from "./courier";
import { heldBy, release } from "./held";
import { keep, type Shelf } from "./kept";
import { Outbox, type Unsent } from "./outbox";

const NINE = Date.UTC(2026, 10, 21, 9);
const HOUR_MS = 3_600_000;

function unsent(number: number, change: Partial<Unsent> = {}): Unsent {
  const writtenAt = new Date(NINE + number).toISOString();
  return {
    conversationId: "maria",
    draft: {
      id: `d${number}`,
      text: `reply ${number}`,
      visibility: "private",
      replyToId: null,
      replyTo: null,
      writtenAt,
    },
    askedAt: writtenAt,
    refusal: null,
    ...change,
  };
}

/** One browser: what it keeps, and the locks that its windows share. */
class Browser {
  readonly kept = new Map<string, string>();
  full = false;
  private readonly queues = new Map<string, Promise<unknown>>();

  readonly shelf: Shelf = {
    get length() {
      return 0;
    },
    key: (index) => [...this.kept.keys()][index] ?? null,
    getItem: (key) => this.kept.get(key) ?? null,
    setItem: (key, value) => {
      if (this.full) throw new DOMException("full", "QuotaExceededError");
      this.kept.set(key, value);
    },
    removeItem: (key) => void this.kept.delete(key),
  };

  constructor() {
    Object.defineProperty(this.shelf, "length", { get: () => this.kept.size });
  }

  alone: Streets<string>["alone"] = (name, work) => {
    const before = this.queues.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.queues.set(name, mine);
    return mine;
  };
}

type Answer = "stored" | "lost" | "unreachable" | "refused" | "answered" | number;

const miras = {
  messageId: "m1",
  authorName: "Mira",
  text: "It ships today.",
  sentAt: new Date(NINE).toISOString(),
};

/** What each asking for a message is answered; what runs out is stored. */
class Server {
  readonly taken: string[] = [];
  asked = 0;

  constructor(private readonly answers: Answer[] = []) {}

  post = async ({ draft }: Unsent): Promise<string> => {
    this.asked += 1;
    const answer = this.answers.shift() ?? "stored";
    await Promise.resolve();
    if (answer === "refused") throw new ApiError(409, "window_closed", "The time to reply is over.");
    if (answer === "answered" && !draft.evenSo)
      throw new ApiError(409, "someone_answered", "Mira answered since you began.", miras);
    if (typeof answer === "number") throw new ApiError(answer, "internal", "You are signed out.");
    if (answer !== "unreachable" && !this.taken.includes(draft.id)) this.taken.push(draft.id);
    if (answer !== "stored" && answer !== "answered")
      throw new ApiError(0, "unreachable", "Pagedesk can't be reached.");
    return draft.id;
  };
}

/** One window of a browser. Its pauses end when the test lets time pass. */
function openWindow(browser: Browser, server: Server, { now = NINE + 1_000, owner = "ana" } = {}) {
  const outbox = new Outbox(owner, browser.shelf);
  const pauses: { milliseconds: number; end: () => void }[] = [];
  const state = { online: true, now, closed: false };
  const courier = new Courier(outbox, {
    post: (one) => (state.closed ? new Promise<string>(() => {}) : server.post(one)),
    onStored: () => {},
    alone: browser.alone,
    isOnline: () => state.online,
    now: () => state.now,
    pause: (milliseconds, signal) =>
      new Promise((end) => {
        pauses.push({ milliseconds, end });
        signal.addEventListener("abort", () => end());
      }),
  });
  return {
    outbox,
    courier,
    pauses,
    state,
    send(one: Unsent) {
      outbox.put(one);
      courier.wake();
    },
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

async function untilQuiet(...windows: ReturnType<typeof openWindow>[]) {
  await settled();
  while (windows.some(({ pauses }) => pauses.length > 0)) {
    for (const { pauses } of windows) for (const { end } of pauses.splice(0)) end();
    await settled();
  }
}

const ids = (outbox: Outbox) => outbox.list().map(({ draft }) => draft.id);

describe("what is sent", () => {
  test("goes out in order, one after another", async () => {
    const server = new Server();
    const ana = openWindow(new Browser(), server);
    for (const number of [1, 2, 3]) ana.send(unsent(number));

    await settled();
    expect(server.taken).toEqual(["d1", "d2", "d3"]);
    expect(ids(ana.outbox)).toEqual([]);
  });

  test("and was kept by a browser that was killed goes out with the next start, once and in order", async () => {
    const browser = new Browser();
    const server = new Server();
    const killed = openWindow(browser, server);
    killed.state.online = false;
    killed.send(unsent(1));
    killed.send(unsent(2, { conversationId: "tom" }));
    killed.send(unsent(3));
    await settled();

    const next = openWindow(browser, server);
    next.courier.wake();
    await settled();
    expect([...server.taken].sort()).toEqual(["d1", "d2", "d3"]);
    expect(server.taken.indexOf("d1")).toBeLessThan(server.taken.indexOf("d3"));
    expect(ids(next.outbox)).toEqual([]);
    expect(browser.kept.size).toBe(0);
  });

  test("and whose answer was lost is asked again with the same id", async () => {
    const server = new Server(["lost"]);
    const ana = openWindow(new Browser(), server);
    ana.send(unsent(1));
    await untilQuiet(ana);

    expect(server.taken).toEqual(["d1"]);
    expect(server.asked).toBe(2);
  });

  test("waits in words, longer and longer, while the server has trouble", async () => {
    const ana = openWindow(new Browser(), new Server([503, 429, "unreachable", 500, 500, 500, 500]));
    ana.send(unsent(1));
    const waited: number[] = [];
    const words: (string | null)[] = [];
    for (let turn = 0; turn < 7; turn += 1) {
      await settled();
      words.push(ana.outbox.troubleOf("d1"));
      const [pause] = ana.pauses.splice(0);
      waited.push(pause?.milliseconds ?? 0);
      pause?.end();
    }

    expect(waited).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(words).toEqual(words.map(() => expect.stringContaining("tried again by itself")));
    await settled();
    expect(ids(ana.outbox)).toEqual([]);
  });

  test("does not wait out its pause once the connection is back", async () => {
    const server = new Server(["unreachable"]);
    const ana = openWindow(new Browser(), server);
    ana.send(unsent(1));
    await settled();
    ana.courier.wake();
    await settled();

    expect(server.taken).toEqual(["d1"]);
  });

  test("and refused stays with its words, and lets the next ones go", async () => {
    const server = new Server(["refused"]);
    const ana = openWindow(new Browser(), server);
    ana.send(unsent(1));
    ana.send(unsent(2));
    await settled();

    expect(server.taken).toEqual(["d2"]);
    expect(ana.outbox.list()).toMatchObject([
      { draft: { text: "reply 1" }, refusal: { code: "window_closed" } },
    ]);
  });

  test("and speaks of a message that was refused is held back with it", async () => {
    const server = new Server(["refused"]);
    const ana = openWindow(new Browser(), server);
    const line = unsent(2);
    ana.send(unsent(1));
    ana.send({ ...line, draft: { ...line.draft, visibility: "public", goesAfter: "d1" } });
    ana.send(unsent(3));
    await settled();

    expect(server.taken).toEqual(["d3"]);
    expect(ana.outbox.list()).toMatchObject([
      { refusal: { code: "window_closed" } },
      { refusal: { code: "not_yet_true" } },
    ]);
  });

  test("is kept for whoever wrote it when the session ends, and never goes out as somebody else's", async () => {
    const browser = new Browser();
    const ana = openWindow(browser, new Server([401]));
    ana.send(unsent(1));
    await settled();
    expect(ana.outbox.troubleOf("d1")).toContain("when you have signed in again");

    const server = new Server();
    const jonas = openWindow(browser, server, { owner: "jonas" });
    jonas.courier.wake();
    await settled();
    expect(ids(jonas.outbox)).toEqual([]);
    expect(server.asked).toBe(0);

    const again = openWindow(browser, server);
    ana.state.closed = true;
    again.courier.wake();
    await untilQuiet(again);
    expect(server.taken).toEqual(["d1"]);
  });

  test("more than an hour ago asks before it goes", async () => {
    const server = new Server();
    const ana = openWindow(new Browser(), server, { now: NINE + HOUR_MS + 1_000 });
    ana.send(unsent(1));
    await settled();
    expect(server.asked).toBe(0);
    const [old] = ana.outbox.list();
    expect(old?.refusal?.code).toBe("too_old");

    ana.send({ ...old!, refusal: null, askedAt: new Date(ana.state.now).toISOString() });
    await settled();
    expect(server.taken).toEqual(["d1"]);
  });

  test("goes out of a browser that can keep nothing, too", async () => {
    const browser = new Browser();
    browser.full = true;
    const server = new Server(["unreachable"]);
    const ana = openWindow(browser, server);
    ana.send(unsent(1));
    ana.send(unsent(2));
    expect(ids(ana.outbox)).toEqual(["d1", "d2"]);

    await untilQuiet(ana);
    expect(server.taken).toEqual(["d1", "d2"]);
    keep(new Browser().shelf, "room", "again");
  });
});

describe("held once because somebody has answered", () => {
  const again = new Date(NINE + 2_000).toISOString();

  test("it stays with what was answered, also through a reload, and goes when its author says so", async () => {
    const browser = new Browser();
    const server = new Server(["answered"]);
    const ana = openWindow(browser, server);
    ana.send(unsent(1));
    await settled();
    expect(server.taken).toEqual([]);

    const reloaded = openWindow(browser, server);
    const [held] = reloaded.outbox.list();
    expect(held?.draft.text).toBe("reply 1");
    expect(heldBy(held!)).toEqual(miras);

    release(reloaded.outbox, "maria", again);
    reloaded.courier.wake();
    await settled();
    expect(server.taken).toEqual(["d1"]);
    expect(ids(reloaded.outbox)).toEqual([]);
  });

  test("the parts of one reply go together, in order, with what speaks of them", async () => {
    const server = new Server(["answered", "answered", "answered", "answered"]);
    const ana = openWindow(new Browser(), server);
    ana.send(unsent(1));
    ana.send(unsent(2));
    ana.send(unsent(3, { draft: { ...unsent(3).draft, goesAfter: "d2" } }));
    ana.send(unsent(4, { conversationId: "tom" }));
    await settled();
    expect(ids(ana.outbox)).toEqual(["d1", "d2", "d3", "d4"]);

    release(ana.outbox, "maria", again);
    ana.courier.wake();
    await settled();
    expect(server.taken).toEqual(["d1", "d2", "d3"]);
    expect(ids(ana.outbox)).toEqual(["d4"]);
  });

  test("what was refused for another reason is not released", async () => {
    const server = new Server(["refused", "answered"]);
    const ana = openWindow(new Browser(), server);
    ana.send(unsent(1));
    ana.send(unsent(2));
    await settled();
    release(ana.outbox, "maria", again);
    ana.courier.wake();
    await settled();

    expect(server.taken).toEqual(["d2"]);
    expect(ids(ana.outbox)).toEqual(["d1"]);
    expect(heldBy(ana.outbox.list()[0]!)).toBeNull();
  });
});

test("from two windows, whatever fails and whichever is killed: once each, in order", async () => {
  const answer = fc.constantFrom<Answer>("stored", "lost", "unreachable", 503, 429, 401);
  const sends = fc.array(fc.boolean(), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(fc.array(answer, { maxLength: 12 }), sends, fc.nat(8), async (answers, from, killAt) => {
      const browser = new Browser();
      const server = new Server(answers);
      const windows = [openWindow(browser, server), openWindow(browser, server)] as const;
      for (const [index, first] of from.entries()) {
        if (index === killAt) windows[1].courier.wake();
        windows[first ? 0 : 1].send(unsent(index));
        if (index % 2) await settled();
      }
      await untilQuiet(...windows);

      expect(server.taken).toEqual(from.map((_, index) => `d${index}`));
      for (const { outbox } of windows) {
        outbox.readAgain();
        expect(ids(outbox)).toEqual([]);
      }
    }),
    { numRuns: 60 },
  );
});
