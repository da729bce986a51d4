import { expect, test } from "vitest";
import { standInAnswering } from "./graph-stand-in";
import { send } from "./send";

const credentials = {
  channelExternalId: "10400555019001",
  appId: "880011223344556",
  appSecret: "the-secret-of-the-app",
  accessToken: "EAAHarborCoffeeToken01",
};
const reply = {
  id: "0197a3b2-0000-7000-8000-00000000abcd",
  contactExternalId: "7300112233445566",
  place: { kind: "thread" },
  mode: "reply",
  text: "It ships today.",
} as const;

test.each([
  ["without a code", { error: { message: "Internal failure" } }],
  ["with a code that nobody knows", { error: { message: "Internal failure", code: 77_777 } }],
])("a fault of the server %s may have come after the message went out", async (_, body) => {
  await standInAnswering(500, body);
  expect(await send(credentials, reply)).toMatchObject({ outcome: "unknown" });
});

test("a refusal that nobody knows is one all the same, where the server stands by it", async () => {
  await standInAnswering(400, { error: { message: "No", code: 77_777 } });
  expect(await send(credentials, reply)).toMatchObject({ outcome: "rejected", reason: "needs_a_look" });
});
