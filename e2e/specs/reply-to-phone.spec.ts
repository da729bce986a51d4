import { expect, test } from "../fixtures";

test("an agent answers, and sees how far the answer got", async ({ agent, admin, facebook }) => {
  await facebook.phones({ autoDeliver: false });
  const maria = await facebook.customer("María");
  await maria.says("Is my order on its way?");

  await agent.opens(maria);
  await expect.poll(() => maria.seesThatItWasSeen()).toBe(true);
  await agent.writes("It ships");
  await expect.poll(() => maria.seesTyping()).toBe(true);

  await agent.replies("It ships today.");
  const answer = agent.bubble("It ships today.");
  await expect(answer).toBeVisible();
  await expect(agent.text).toHaveValue("");
  await expect(answer).toContainText("Sent");
  await expect.poll(() => maria.lastReply()).toBe("It ships today.");
  expect(await maria.seesTyping()).toBe(false);

  await facebook.phones({ autoDeliver: true });
  await maria.reads();
  await expect(answer).toContainText("Seen");

  await expect(admin.row(maria)).toContainText("Ana: It ships today.");
  await expect(admin.row(maria)).toContainText("Assigned to Ana");
});

test("an answer is on the screen before the platform knows of it, and its phone confirms it", async ({
  agent,
  facebook,
}) => {
  const tom = await facebook.customer("Tom");
  await tom.says("Are you open on Sunday?");
  await agent.opens(tom);

  const release = await agent.holdsBack("**/api/conversations/*/messages");
  await agent.replies("From nine to five.");
  await expect(agent.bubble("From nine to five.")).toContainText("Waiting to be sent");
  expect(await tom.replies()).toEqual([]);

  await release();
  await expect(agent.bubble("From nine to five.")).toContainText("Delivered");
  await expect(agent.bubble("From nine to five.")).toHaveCount(1);
  expect(await tom.replies()).toEqual(["From nine to five."]);
});

test("answers written in quick succession keep their order", async ({ agent, facebook }) => {
  const dana = await facebook.customer("Dana");
  await dana.says("Three things, please");
  await agent.opens(dana);

  for (const words of ["First", "Second", "Third"]) await agent.replies(words);
  await expect.poll(() => dana.replies()).toEqual(["First", "Second", "Third"]);
  await expect(agent.thread.getByRole("article")).toHaveText([/Three things/, /First/, /Second/, /Third/]);
});

test("a note stays inside", async ({ agent, admin, facebook }) => {
  const tom = await facebook.customer("Tom");
  await tom.says("Can I have a refund?");
  await agent.opens(tom);
  await admin.opens(tom);

  await agent.notes("He asked twice already.");
  await expect(admin.bubble("He asked twice already.")).toContainText("only colleagues see this");
  await agent.replies("Of course.");
  await expect.poll(() => tom.replies()).toEqual(["Of course."]);
});

test("quick replies are offered on the phone, and the one that is tapped comes back", async ({
  agent,
  facebook,
  office,
}) => {
  const dana = await facebook.customer("Dana");
  await dana.says("Which sizes do you have?");
  await agent.opens(dana);
  const conversationId = new URL(agent.screen.url()).searchParams.get("conversation");
  await office.call("POST", `/api/conversations/${conversationId}/messages`, {
    text: "These two:",
    quickReplies: [{ title: "Small" }, { title: "Large" }],
  });
  await expect(agent.bubble("These two:").getByRole("list", { name: "Offered quick replies" })).toHaveText(
    "SmallLarge",
  );
  await expect.poll(() => dana.lastReply()).toBe("These two:");
  const [offered] = (await dana.phone()).messages.filter(({ from }) => from === "page");
  expect(offered!.quickReplies).toMatchObject([{ title: "Small" }, { title: "Large" }]);

  await dana.says("Large", { quickReplyPayload: "Large" });
  await expect(agent.bubble("Chose a quick reply")).toContainText("Large");
});
