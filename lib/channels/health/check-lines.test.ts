import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkLines, rootProblems } from "./check-lines";
import type { OwnFacts, PlatformFacts } from "./facts";
import { problemsAfter } from "./store-check";
import { callback, calm, cases, healthy, now, refused, silent, token, told } from "./testing-line-cases";

function judge(platform: Partial<PlatformFacts> = {}, own: Partial<OwnFacts> = {}) {
  const lines = checkLines({ platform: { ...healthy, ...platform }, own: { ...calm, ...own }, now });
  const of = (id: string) => lines.find((line) => line.id === id)!;
  return { lines, of, problems: rootProblems(lines) };
}

test("a healthy channel is green but for what Facebook tells nobody", () => {
  const { lines, problems } = judge();
  expect(lines.filter(({ state }) => state !== "ok").map(({ id, state }) => [id, state])).toEqual([
    ["mode", "unknown"],
  ]);
  expect(problems).toEqual([]);
});

test.each(cases)("%s", (_what, platform, own, line, state, action, problems) => {
  const judged = judge(platform, own);
  expect(judged.of(line)).toMatchObject({ state, action });
  expect(judged.problems).toEqual(problems);
  if (state === "broken") expect(judged.of(line).remedy).toBeTruthy();
});

describe("a platform that says nothing", () => {
  const parts = ["token", "subscription", "callback", "routing", "newest"] as const;

  test("is never taken for a broken channel, whichever part it leaves out", () => {
    fc.assert(
      fc.property(fc.subarray([...parts]), (missing) => {
        const platform = Object.fromEntries(missing.map((part) => [part, silent]));
        expect(judge(platform).lines.filter(({ state }) => state === "broken")).toEqual([]);
      }),
    );
  });

  test("leaves what was broken as it was", () => {
    const { lines } = judge({
      token: silent,
      subscription: silent,
      callback: silent,
      routing: silent,
      newest: silent,
    });
    expect(problemsAfter(["callback", "permission:pages_messaging"], lines)).toEqual([
      "callback",
      "permission:pages_messaging",
    ]);
    expect(problemsAfter(["callback"], judge().lines)).toEqual([]);
  });
});

test("a dead access hides what only follows from it, and not who took the callback", () => {
  const ended = told({ ...token, valid: false, endedBy: "190/460" });
  const foreign = told({ ...callback, url: "https://other.example/hook" });
  const { lines, problems } = judge({
    token: ended,
    subscription: refused(190, 460),
    routing: refused(190, 460),
    newest: refused(190, 460),
    callback: foreign,
  });
  expect(problems).toEqual(["token", "callback"]);
  expect(
    lines.filter(({ id }) => id.startsWith("permission:")).every(({ state }) => state === "unknown"),
  ).toBe(true);
});

test("every line has words, and none of them holds a secret or a placeholder", () => {
  for (const [, platform, own] of cases)
    for (const { title, words, remedy } of judge(platform, own).lines)
      expect(
        [title, words, remedy ?? "-"].every((text) => text.length > 0 && !/undefined|null|NaN/.test(text)),
      ).toBe(true);
});
