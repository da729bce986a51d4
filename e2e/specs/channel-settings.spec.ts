import { expect, test } from "../fixtures";

test("what an admin sets for a channel holds at once for whoever answers there", async ({
  admin,
  agent,
  facebook,
  office,
}) => {
  const page = await facebook.page("Harbor Cheese");
  const channel = await office.connect(await facebook.tokenFor(page.id));
  const dana = await facebook.customer("Dana", { pageId: page.id });
  await dana.says("Do you sell goat cheese?");
  await agent.opens(dana);
  const { screen } = admin;
  await screen.goto(`/settings/channels/${channel.id}`);

  await screen.getByLabel("Longest message").fill("20");
  await screen.getByLabel("Name", { exact: true }).fill("Cheese counter");
  await expect(screen.getByText("Not saved yet")).toBeVisible();
  await screen.getByRole("button", { name: "Save" }).click();
  await expect(screen.getByText("Saved.").first()).toBeVisible();
  await expect(agent.conversation.getByText("Cheese counter")).toBeVisible();
  await agent.writes("We do. From Monday on we have three kinds.");
  await expect(agent.composer).toContainText("42 / 20");

  await screen.getByRole("switch", { name: "Active" }).click();
  await screen.getByRole("button", { name: "Save" }).click();
  await expect(agent.composer).toContainText("switched off");
  await expect(agent.sendButton).toBeDisabled();
  await expect(agent.text).toHaveValue("We do. From Monday on we have three kinds.");

  await screen.getByRole("switch", { name: "Active" }).click();
  await screen.getByRole("button", { name: "Save" }).click();
  await expect(agent.sendButton).toBeEnabled();
});

test("a channel that was disconnected keeps its conversations and comes back with its settings", async ({
  admin,
  agent,
  facebook,
  office,
}) => {
  const page = await facebook.page("Harbor Wine");
  const channel = await office.connect(await facebook.tokenFor(page.id));
  await office.change(channel.id, { lengthLimit: 300 });
  const tom = await facebook.customer("Tom", { pageId: page.id });
  await tom.says("Do you have a red one?");
  await agent.opens(tom);

  const { screen } = admin;
  await screen.goto(`/settings/channels/${channel.id}`);
  await screen.getByRole("button", { name: "Disconnect" }).click();
  await screen.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
  await expect(screen.getByText("Harbor Wine is disconnected.")).toBeVisible();
  await expect(agent.composer).toContainText("no longer connected");
  await expect(agent.bubble("Do you have a red one?")).toBeVisible();

  await office.connect(await facebook.tokenFor(page.id));
  await agent.replies("Seven of them.");
  await expect.poll(() => tom.lastReply()).toBe("Seven of them.");
  await screen.goto(`/settings/channels/${channel.id}`);
  await expect(screen.getByLabel("Longest message")).toHaveValue("300");
});
