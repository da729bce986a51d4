import { describe, expect, test } from "vitest";
import { graphErrors, judgeGraphError, type Verdict } from "./errors";

type Truth = [code: number, subcode: number | null, verdict: Verdict];

/** Section by section what reference and field say, written down apart from the table that it tests. */
const truths: Truth[] = [
  ...each("window_closed", [10, 2018278], [10, 2534022], [10, 2018065]),
  ...each("contact_unavailable", [10, 2018108], [10, 2018336], [100, 2018001], [551, null], [551, 1545041]),
  ...each("contact_unavailable", [200, 1545041], [230, null]),
  ...each("reconnect_needed", [190, null], [190, 458], [190, 459], [190, 460], [190, 463], [190, 464]),
  ...each("reconnect_needed", [190, 467], [190, 492], [190, 999]),
  ...each("permission_missing", [3, null], [10, null], [200, null], [200, 2018028], [100, 33]),
  ...each("not_in_control", [10, 2018300], [2018300, null], [27, null], [100, 2534037], [2018171, null]),
  ...each("not_in_control", [2018234, null], [2018321, null]),
  ...each("page_restricted", [10, 1893063], [10, 1404170], [368, null], [2022, null]),
  ...each("rejected", [100, null], [100, 2018014]),
  ...each("media_type", [100, 2018047]),
  ...each("media_missing", [100, 2018074]),
  ...each("media_too_large", [100, 2018109]),
  ...each("media_unreadable", [100, 2018294], [100, 2018008]),
  ...each("rejected", [100, 2018164], [100, 1893061], [100, 1893043]),
  ...each("rejected", [4, 2018354], [9, 2018352], [10, 1893015], [613, 2018338]),
  ...each("rejected", [9000001, null], [100, 36009]),
  ...each("not_as_page", [1705, null]),
  ...each("private_reply_used", [10900, null]),
  ...each("private_reply_impossible", [10902, null]),
  ...each("private_reply_late", [10903, null]),
  ...each("busy", [4, null], [4, 2018022], [17, null], [32, null], [613, null], [613, 2534040]),
  ...each("busy", [80001, null], [80002, null], [80006, null], [80006, 12]),
  ...each("unknown", [-1, null], [1, null], [1, 1357046], [2, null], [2, 5], [1200, null]),
  ...each(
    "needs_a_look",
    [1, 99],
    [2, 2018344],
    [0, null],
    [4711, null],
    [10, 4711],
    [100, 4711],
    [200, 4711],
  ),
];

function each(verdict: Verdict, ...numbers: [number, number | null][]): Truth[] {
  return numbers.map(([code, subcode]) => [code, subcode, verdict]);
}

test.each(truths)("%s/%s is %s", (code, subcode, verdict) => {
  expect(judgeGraphError({ code, subcode }).verdict).toBe(verdict);
});

/** Where something public is answered, some numbers mean something else. */
const elsewhere: [code: number, subcode: number | null, privately: Verdict, inPublic: Verdict][] = [
  [100, 33, "public_gone", "public_gone"],
  [368, null, "page_restricted", "busy"],
  [368, 1404006, "page_restricted", "busy"],
  [32, null, "busy", "busy"],
  [4, null, "busy", "busy"],
  [613, null, "busy", "busy"],
  [80001, 2446079, "busy", "busy"],
  [200, null, "permission_missing", "permission_missing"],
  [10, null, "permission_missing", "permission_missing"],
  [190, 463, "reconnect_needed", "reconnect_needed"],
  [1705, null, "not_as_page", "not_as_page"],
  [10900, null, "private_reply_used", "private_reply_used"],
];

test.each(elsewhere)("%s/%s is %s in a private reply, and %s in a comment", (code, subcode, ...verdicts) => {
  const places = ["private_reply", "public"] as const;
  expect(places.map((place) => judgeGraphError({ code, subcode }, place).verdict)).toEqual(verdicts);
});

describe("a long number means the same wherever it stands", () => {
  test.each([
    [2018278, null, "window_closed"],
    [100, 2018278, "window_closed"],
    [200, 2018300, "not_in_control"],
    [100, 2018218, "contact_unavailable"],
    [100, 1545041, "contact_unavailable"],
  ] as Truth[])("%s/%s", (code, subcode, verdict) => {
    expect(judgeGraphError({ code, subcode }).verdict).toBe(verdict);
  });
});

describe("the table", () => {
  test("has one row for a pair", () => {
    const pairs = graphErrors.map(({ code, subcode }) => `${code}/${subcode}`);

    expect(new Set(pairs).size).toBe(pairs.length);
  });

  test("gives a long number one verdict", () => {
    for (const { subcode, verdict } of graphErrors) {
      const same = graphErrors.filter(
        (row) => typeof subcode === "number" && row.subcode === subcode && subcode > 1e6,
      );
      expect(same.every((row) => row.verdict === verdict)).toBe(true);
    }
  });

  test("says what each row means and where that is written", () => {
    for (const { meaning, source } of graphErrors) {
      expect(meaning).not.toBe("");
      expect(source).toMatch(/\d{4}|older pages/);
    }
  });
});
