import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createAgent } from "@/db/factories/people";
import { beginConversation, type ConversationWithMaria } from "@/db/testing/conversation-with-maria";
import { type HarborCoffee, openHarborCoffee } from "@/db/testing/harbor-coffee";
import { connectChannel } from "@/lib/channels/connect-channel";
import { checkChannel } from "./check-channel";

let coffee: HarborCoffee;
let { maria, thread, ours, reply, shown, findChannel } = {} as ConversationWithMaria;

beforeAll(async () => {
  coffee = await openHarborCoffee();
});
afterAll(() => coffee.close());

beforeEach(async () => {
  ({ maria, thread, ours, reply, shown, findChannel } = await beginConversation(coffee));
});

test("with a dead access what comes in is kept and shown, what was written waits, and a new access loses nothing", async () => {
  const { id: channelId } = await findChannel();
  await coffee.facebook.control("POST", "/tokens/expire", { pageId: coffee.page.id, subcode: 460 });
  const first = await reply("It ships today.");
  const second = await reply("Around noon.");
  await coffee.works();
  await checkChannel(channelId, "schedule");

  expect(await findChannel()).toMatchObject({
    tokenState: "invalid",
    problems: expect.arrayContaining(["token"]),
  });
  expect(await shown(first.id)).toMatchObject({ status: "queued" });
  expect(await shown(second.id)).toMatchObject({ status: "queued" });

  await maria.says("Are you still there?");
  await coffee.hears();
  expect((await thread()).some(({ text }) => text === "Are you still there?")).toBe(true);
  expect(await maria.heard()).toEqual([]);

  const ada = await createAgent({ name: "Ada", role: "admin" });
  const renewed = await connectChannel(ada, {
    kind: "facebook",
    pageAccessToken: await coffee.facebook.token(coffee.page.id),
  });
  await coffee.works();
  await coffee.hears();

  expect(renewed.id).toBe(channelId);
  expect(await findChannel()).toMatchObject({ tokenState: "valid" });
  expect((await findChannel()).problems).not.toContain("token");
  expect((await ours()).map(([text]) => text)).toEqual(["It ships today.", "Around noon."]);
  expect(await maria.heard()).toEqual(["It ships today.", "Around noon."]);
});
