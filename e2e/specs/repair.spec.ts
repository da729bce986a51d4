import { expectAccessible } from "../actors/accessibility";
import { expect, test } from "../fixtures";

test("what was said before a Page was connected comes in while an admin watches", async ({
  admin,
  agent,
  facebook,
  office,
}) => {
  const page = await facebook.page("Harbor Library");
  await facebook.hasAPastWith(page.id, 60, 48);
  const channel = await office.connect(await facebook.tokenFor(page.id));

  const { screen } = admin;
  await screen.goto(`/settings/channels/${channel.id}`);
  const history = screen.getByRole("region", { name: "Earlier and missed messages" });
  await expect(history.getByText(/^Importing: \d+ conversations looked at/)).toBeVisible();
  await expect(history.getByRole("progressbar")).toBeVisible();
  await expect(history.getByText(/^Imported 120 messages of 60 conversations/)).toBeVisible({
    timeout: 60_000,
  });
  await expectAccessible(screen);

  await agent.screen.goto(`/inbox?view=all&status=closed&channel=${channel.id}`);
  await agent.list.getByRole("link").first().click();
  await expect(agent.bubble("Are you open on Sunday?")).toBeVisible();
  await expect(agent.bubble("From nine to five.")).toBeVisible();
  await agent.entersTheInbox();
  await expect(agent.list.getByText("Harbor Library")).toHaveCount(0);
});

test("lost messages appear at their place after an admin has looked for them", async ({
  admin,
  agent,
  facebook,
  office,
}) => {
  const page = await facebook.page("Harbor Museum");
  const channel = await office.connect(await facebook.tokenFor(page.id));
  const { screen } = admin;
  await screen.goto(`/settings/channels/${channel.id}`);
  const history = screen.getByRole("region", { name: "Earlier and missed messages" });
  await expect(history.getByText(/^Nobody has written to this Page since/)).toBeVisible();

  const maria = await facebook.customer("María", { pageId: page.id });
  await maria.says("Do you open on Monday?");
  await agent.opens(maria);
  await expect(agent.bubble("Do you open on Monday?")).toBeVisible();
  await facebook.forgetsToDeliver(async () => {
    await maria.says("And on Tuesday?");
    await facebook.answersFromThePagesInbox(maria, "On Tuesday from ten.");
  });
  await maria.says("Thank you!");
  await expect(agent.bubble("Thank you!")).toBeVisible();
  await expect(agent.bubble("And on Tuesday?")).toHaveCount(0);

  const look = history.getByRole("button", { name: "Look for missing messages" });
  await look.click();
  await expect(history.getByText(/^2 messages were missing and now stand in their places/)).toBeVisible();
  await expect(agent.bubble("On Tuesday from ten.")).toBeVisible();
  await expect(
    agent.thread.getByText(/2 messages from .+ were fetched from Facebook afterwards/),
  ).toBeVisible();
  await expect
    .poll(() => agent.thread.getByRole("article").allInnerTexts())
    .toEqual([
      expect.stringContaining("Do you open on Monday?"),
      expect.stringContaining("And on Tuesday?"),
      expect.stringContaining("On Tuesday from ten."),
      expect.stringContaining("Thank you!"),
    ]);
  await expectAccessible(agent.screen);

  await look.click();
  await expect(history.getByText(/^Nothing was missing/)).toBeVisible();
});
