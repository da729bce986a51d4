import { expect, test } from "vitest";
import { type FacebookPage, mergePages, pageObstacle } from "./pages-choice";
import { facebookPermissions, missingPermissions, permissionsToAsk } from "./permissions";

const requested = permissionsToAsk({ public: false });

const page = (given: Partial<FacebookPage> = {}): FacebookPage => ({
  id: "1",
  name: "Harbor Coffee",
  pictureUrl: null,
  category: null,
  tasks: ["MESSAGING", "MODERATE"],
  accessToken: "token",
  ...given,
});

test.each([["MESSAGING"], ["MESSAGE"]])("a Page with %s and MODERATE can be chosen", (task) => {
  expect(pageObstacle(page({ tasks: [task, "MODERATE"] }), requested)).toBeNull();
});

test("a Page whose tasks aren't told can be chosen: Facebook decides when it is subscribed", () => {
  expect(pageObstacle(page({ tasks: null }), requested)).toBeNull();
});

test.each([
  [["ANALYZE"], ["MESSAGING", "MODERATE"]],
  [["MESSAGING"], ["MODERATE"]],
  [["MODERATE", "ADVERTISE"], ["MESSAGING"]],
])("with the tasks %j the missing %j are named", (tasks, missing) => {
  expect(pageObstacle(page({ tasks }), requested)).toMatchObject({
    code: "missing_task",
    missing,
  });
});

test("a declined permission stops every Page and comes before its tasks", () => {
  const granted = requested.filter((name) => name !== "pages_messaging");
  const obstacle = pageObstacle(page({ tasks: [] }), granted);
  expect(obstacle).toMatchObject({
    code: "missing_permission",
    missing: ["pages_messaging"],
    askAgain: true,
  });
  expect(obstacle?.message).toContain("pages_messaging");
});

test("a Page without a token can't be chosen", () => {
  expect(pageObstacle(page({ accessToken: null }), requested)?.code).toBe("no_token");
});

test("optional permissions stop nothing", () => {
  const required = facebookPermissions.filter((permission) => permission.required).map(({ name }) => name);
  expect(missingPermissions(required)).toEqual([]);
  expect(pageObstacle(page(), required)).toBeNull();
});

test("a Page found on several ways is one, with the token and without gaps", () => {
  const merged = mergePages(
    [page({ accessToken: null, category: "Café" }), page({ id: "2" })],
    [page({ tasks: null, pictureUrl: "https://pictures.example/1" })],
  );
  expect(merged).toEqual([
    page({ category: "Café", pictureUrl: "https://pictures.example/1" }),
    page({ id: "2" }),
  ]);
});
