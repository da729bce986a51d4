import { expect, test } from "../fixtures";

test("a customer writes, and everybody sees it without a reload", async ({ agent, admin, facebook }) => {
  const maria = await facebook.customer("María");
  await maria.says("Is my order on its way?");

  for (const colleague of [agent, admin]) {
    const row = colleague.row(maria);
    await expect(row).toContainText("Is my order on its way?");
    await expect(row).toContainText("Facebook");
    await expect(row).toContainText("Private");
    await expect(row).toContainText(/2[34] h left to reply/);
    await expect(row).toContainText("1 unread");
  }

  await agent.opens(maria);
  await expect(agent.bubble("Is my order on its way?")).toBeVisible();
  await expect(agent.row(maria)).not.toContainText("unread");
  await expect(admin.row(maria)).not.toContainText("unread");

  await maria.says("It is number 48213.");
  await expect(agent.bubble("It is number 48213.")).toBeVisible();
  await expect(admin.row(maria)).toContainText("It is number 48213.");
});

test("the profile shows who writes, with the picture and where they came from", async ({
  agent,
  facebook,
}) => {
  const tom = await facebook.customer("Tom");
  await tom.says("Hello", { referral: { ref: "spring-menu", source: "SHORTLINK", type: "OPEN_THREAD" } });

  await agent.opens(tom);
  await expect(agent.contact.getByRole("heading", { name: tom.name })).toBeVisible();
  await expect(agent.contact).toContainText("spring-menu");
  const picture = agent.row(tom).locator("img");
  await expect(picture).toHaveAttribute("src", /^\/api\/contacts\//);
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0);
});

test("pictures, stickers, buttons and quick replies are shown", async ({ agent, facebook }) => {
  const dana = await facebook.customer("Dana");
  await dana.taps("Get started", "GET_STARTED");
  await dana.says("Where is my order?", { quickReplyPayload: "ORDER_STATUS" });
  await dana.sends("image");
  await dana.sends("sticker");

  await agent.opens(dana);
  await expect(agent.bubble("Get started")).toContainText("Chose a button");
  await expect(agent.bubble("Where is my order?")).toContainText("Chose a quick reply");
  await expect(agent.thread.getByRole("img", { name: "Photo" })).toBeVisible();
  await expect(agent.thread.getByRole("img", { name: "👍" })).toBeVisible();
});

test("an edit and a reaction show in the open thread", async ({ agent, facebook }) => {
  const maria = await facebook.customer("María");
  const mid = await maria.says("I would take tow bags");
  await agent.opens(maria);
  await expect(agent.bubble("I would take tow bags")).toBeVisible();

  await maria.edits(mid, "I would take two bags");
  await expect(agent.bubble("I would take two bags")).toContainText("edited");
  await expect(agent.thread.getByRole("article")).toHaveCount(1);

  await agent.replies("They are yours.");
  await expect(agent.bubble("They are yours.")).toContainText("Delivered");
  const reply = (await maria.phone()).messages.at(-1)!;
  await maria.reactsTo(reply.mid, "😍");
  await expect(agent.bubble("They are yours.").getByRole("list", { name: "Reactions" })).toHaveText("😍");
});

test("what arrives repeated and out of order stands there once, in its order", async ({
  agent,
  facebook,
}) => {
  const pieter = await facebook.customer("Pieter");
  await facebook.repeats(3);
  await facebook.holdsDeliveries();
  for (const words of ["one", "two", "three", "four"]) await pieter.says(words);
  await facebook.releasesDeliveries("reverse");

  await agent.opens(pieter);
  await expect(agent.thread.getByRole("article")).toHaveText([/one/, /two/, /three/, /four/]);
});

test("something of an unknown kind is kept, and an admin can look at it", async ({ admin, facebook }) => {
  const maria = await facebook.customer("María");
  await maria.says("Look at this");
  await facebook.tellsOf(maria, {
    message: { mid: "m_hologram", attachments: [{ type: "hologram", payload: { depth: 3 } }] },
  });

  await admin.opens(maria);
  const strange = admin.bubble("Something we can't show yet");
  await strange.getByRole("button", { name: "Show the raw form" }).click();
  await expect(admin.screen.getByRole("dialog")).toContainText("hologram");
});
