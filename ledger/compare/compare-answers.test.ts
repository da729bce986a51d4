import { describe, expect, test } from "vitest";
import { type Arrivals, compareAnswers, type StoredAnswer, type WrittenAnswer } from "./compare-answers";

function written(number: number, change: Partial<WrittenAnswer> = {}): WrittenAnswer {
  const about = { agent: "Ana", conversationId: "c1", visibility: "private", retried: false } as const;
  return { id: `a${number}`, text: `Ana answers ${number}`, ...about, number, state: "accepted", ...change };
}

const row = (status: string, failureReason: string | null = null) => ({ id: "", status, failureReason });

function arrived(...numbers: number[]): Arrivals {
  const arrivals: Arrivals = new Map();
  numbers.forEach((number, place) => {
    const text = `Ana answers ${number}`;
    arrivals.set(text, [...(arrivals.get(text) ?? []), { thread: "Customer 1", place }]);
  });
  return arrivals;
}

function kinds(answers: WrittenAnswer[], rows: Record<string, StoredAnswer>, arrivals: Arrivals) {
  return compareAnswers(answers, new Map(Object.entries(rows)), arrivals).map(({ kind }) => kind);
}

test("sent and arrived once, failed and not arrived, refused and not there: all is well", () => {
  const answers = [
    written(1),
    written(2),
    written(3, { state: "refused" }),
    written(4, { visibility: "note" }),
    written(5),
  ];
  const rows = {
    a1: row("read"),
    a2: row("failed", "outcome_unknown"),
    a4: row("sent"),
    a5: row("delivered"),
  };
  expect(kinds(answers, rows, arrived(1, 5))).toEqual([]);
});

describe("it is told by name that an answer", () => {
  test("was taken and is nowhere", () => {
    expect(kinds([written(1)], {}, arrived())).toEqual(["answer_lost"]);
  });
  test("arrived twice, whatever is shown", () => {
    expect(kinds([written(1)], { a1: row("sent") }, arrived(1, 1))).toEqual(["answer_twice"]);
    expect(kinds([written(1)], { a1: row("failed") }, arrived(1, 1))).toEqual(["answer_twice"]);
  });
  test("is shown as sent and did not arrive", () => {
    expect(kinds([written(1)], { a1: row("sent") }, arrived())).toEqual(["answer_not_arrived"]);
  });
  test("is shown as failed and arrived", () => {
    const rows = { a1: row("failed", "outcome_unknown") };
    expect(kinds([written(1)], rows, arrived(1))).toEqual(["answer_failed_but_arrived"]);
  });
  test("is neither sent nor failed", () => {
    expect(kinds([written(1)], { a1: row("sending") }, arrived())).toEqual(["answer_unsettled"]);
    expect(kinds([written(1, { state: "waiting" })], {}, arrived())).toEqual(["answer_unsettled"]);
  });
  test("was refused and is there all the same", () => {
    expect(kinds([written(1, { state: "refused" })], { a1: row("failed") }, arrived())).toEqual([
      "answer_refused_but_there",
    ]);
  });
  test("is a note that the customer has", () => {
    const note = written(1, { visibility: "note" });
    expect(kinds([note], { a1: row("sent") }, arrived(1))).toEqual(["answer_failed_but_arrived"]);
  });
});

describe("the order", () => {
  const rows = { a1: row("sent"), a2: row("sent"), a3: row("sent") };
  const three = [written(1), written(2), written(3)];

  test("of one agent in one conversation is that of taking", () => {
    expect(kinds(three, rows, arrived(1, 2, 3))).toEqual([]);
    expect(kinds(three, rows, arrived(1, 3, 2))).toEqual(["answer_order"]);
  });
  test("of what somebody tried again is that of arriving", () => {
    expect(kinds([written(1, { retried: true }), written(2), written(3)], rows, arrived(2, 3, 1))).toEqual(
      [],
    );
  });
  test("of two agents is their own", () => {
    const two = [written(1), written(2, { agent: "Jonas" })];
    expect(kinds(two, rows, arrived(2, 1))).toEqual([]);
  });
});
