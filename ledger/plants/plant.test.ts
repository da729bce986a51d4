import { expect, test } from "vitest";
import type { Difference } from "../compare/difference";
import { type Expected, judgePlants } from "./plant";

const named: Difference = {
  kind: "message_missing",
  where: "Harbor Coffee, Customer 1",
  what: "m_1 “Hello”",
};
const planted: Expected = { kind: "message_missing", words: "m_1" };

test("what was planted and named leaves nothing over", () => {
  expect(judgePlants([planted], [named])).toEqual({ unnoticed: [], besides: [] });
});

test("what was not named, and what was named besides, is told", () => {
  const other: Difference = { ...named, what: "m_2 “Good morning”" };
  expect(judgePlants([planted], [other])).toEqual({ unnoticed: [planted], besides: [other] });
  expect(judgePlants([planted, planted], [named])).toEqual({ unnoticed: [planted], besides: [] });
});
