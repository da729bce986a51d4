import { expect, test } from "vitest";
import {
  missingFields,
  neededFields,
  permittedFields,
  subscriptionFields,
  surplusFields,
} from "./subscription-fields";

test("a channel needs the messaging fields, and for the public the others too", () => {
  const messaging = neededFields({ public: false });
  expect(messaging[0]).toBe("messages");
  expect(messaging).toContain("standby");
  expect(messaging).not.toContain("feed");
  expect(neededFields({ public: true })).toEqual([...messaging, "feed", "mention", "ratings"]);
});

test("thumbs under every message are not asked for by accident", () => {
  expect(subscriptionFields.map(({ name }) => name)).not.toContain("response_feedback");
});

test("what is missing is named together with the permission that it needs", () => {
  const subscribedFields = neededFields({ public: false });
  expect(missingFields({ public: false, subscribedFields })).toEqual([]);
  expect(missingFields({ public: true, subscribedFields }, ["pages_messaging"])).toMatchObject([
    { name: "feed", permissions: ["pages_manage_metadata"] },
    { name: "mention", permissions: ["pages_manage_metadata"] },
  ]);
});

test("a Page without recommendations isn't ill", () => {
  const subscribedFields = neededFields({ public: true }).filter((name) => name !== "ratings");
  expect(missingFields({ public: true, subscribedFields })).toEqual([]);
});

test("what a private channel shouldn't receive any more is named, and what others have set is left alone", () => {
  const present = ["messages", "feed", "ratings", "leadgen"];
  expect(surplusFields({ public: false }, present)).toEqual(["feed", "ratings"]);
  expect(surplusFields({ public: true }, present)).toEqual([]);
});

test("where no permission is known nothing is said to be lacking", () => {
  expect(permittedFields(["messages", "feed"], [])).toEqual(["messages", "feed"]);
  expect(permittedFields(["messages", "feed"], ["pages_manage_metadata"])).toEqual(["feed"]);
  expect(permittedFields(["a_field_of_tomorrow"], ["pages_manage_metadata"])).toEqual([
    "a_field_of_tomorrow",
  ]);
});
