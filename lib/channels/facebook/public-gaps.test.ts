import { expect, test } from "vitest";
import { permissionsToAsk } from "./permissions";
import { publicGaps } from "./public-gaps";
import { explainRefusedField } from "./refused-field";
import { neededFields } from "./subscription-fields";

const whole = {
  public: true,
  subscribed: true,
  subscribedFields: neededFields({ public: true }),
  refusedFields: [],
  permissions: permissionsToAsk({ public: true }) as string[],
};
const without = (...names: string[]) => whole.subscribedFields.filter((name) => !names.includes(name));

test("where everything works nothing is said, and where Public is off neither", () => {
  expect(publicGaps(whole)).toEqual([]);
  expect(
    publicGaps({ ...whole, public: false, subscribedFields: [], permissions: ["pages_messaging"] }),
  ).toEqual([]);
});

test("a refused field is named with its reason, what is optional too", () => {
  const refusedFields = [
    explainRefusedField({ name: "feed", code: 200, detail: "200 · no" }, ["pages_messaging"]),
    explainRefusedField({ name: "ratings", code: 100, detail: "100 · unknown" }, whole.permissions),
  ];
  expect(publicGaps({ ...whole, refusedFields, subscribedFields: without("feed", "ratings") })).toMatchObject(
    [
      { name: "feed", remedy: "refresh_permission", words: expect.stringContaining("pages_manage_metadata") },
      { name: "ratings", remedy: "subscribe", detail: "100 · unknown" },
    ],
  );
});

test("what is missing without a refusal is on its way", () => {
  expect(publicGaps({ ...whole, subscribedFields: without("feed", "ratings") })).toMatchObject([
    { name: "feed", words: expect.stringContaining("tries again by itself") },
  ]);
  expect(publicGaps({ ...whole, subscribed: false })).toMatchObject([{ remedy: "subscribe" }]);
});

test("a permission that is missing is said, and one that isn't known is not", () => {
  const permissions = whole.permissions.filter((name) => name !== "pages_manage_engagement");
  expect(publicGaps({ ...whole, permissions })).toMatchObject([
    { name: "pages_manage_engagement", remedy: "refresh_permission" },
  ]);
  expect(publicGaps({ ...whole, permissions: [] })).toEqual([]);
});
