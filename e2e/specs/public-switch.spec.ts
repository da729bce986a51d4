import { expectAccessible } from "../actors/accessibility";
import { FacebookWindow } from "../actors/facebook-window";
import { Feed } from "../actors/feed";
import { expect, test } from "../fixtures";

test("an admin switches Public on, a comment arrives live, and switched off none arrives any more", async ({
  admin,
  agent,
  facebook,
  office,
  world,
}) => {
  const page = await facebook.page("Harbor Glass");
  await office.connect(await facebook.tokenFor(page.id));
  const feed = new Feed(world.simulator, page.id);
  const post = await feed.posts("New bowls, blown this morning");
  const [maria, tom] = [
    await facebook.customer("María", { pageId: page.id }),
    await facebook.customer("Tom", { pageId: page.id }),
  ];
  await feed.comments(maria, post, "Nobody hears this one");
  const { screen } = admin;
  await screen.goto("/settings/channels");
  const row = screen.getByRole("listitem").filter({ hasText: "Harbor Glass" });
  const control = row.getByRole("switch", { name: /^Public/ });
  await expect(control).not.toBeChecked();
  await expectAccessible(screen);

  await control.press("Space");
  await expect(control).toBeChecked();
  await expect(control).toBeEnabled();
  await expect(control).toBeFocused();
  await expect(row).toContainText("Subscribed");
  await feed.comments(maria, post, "How much is the blue one?");
  await agent.opens(maria);
  await expect(agent.bubble("How much is the blue one?")).toBeVisible();

  await control.click();
  await expect(control).not.toBeChecked();
  await expect(control).toBeEnabled();
  await feed.comments(tom, post, "And the green one?");
  await maria.says("I ask here, then");
  await expect(agent.bubble("I ask here, then")).toBeVisible();
  await expect(agent.bubble("How much is the blue one?")).toBeVisible();
  await expect(agent.row(tom)).toHaveCount(0);
});

test("a field that Facebook refuses is named with what to do, and the others arrive", async ({
  admin,
  agent,
  facebook,
  office,
  world,
}) => {
  const page = await facebook.page("Harbor Paper");
  const channel = await office.connect(await facebook.tokenFor(page.id));
  const feed = new Feed(world.simulator, page.id);
  const maria = await facebook.customer("María", { pageId: page.id });
  const { screen } = admin;
  await facebook.refusesTheField(page.id, "mention");
  await screen.goto(`/settings/channels/${channel.id}`);
  const section = screen.getByRole("region", { name: "Public" });
  const approval = section.getByRole("switch", { name: "A second person approves public replies" });
  await expect(approval).toHaveCount(0);

  await section.getByRole("switch", { name: "Posts, comments and mentions" }).click();
  const gaps = section.getByRole("list", { name: "What doesn’t work in public" });
  await expect(gaps.getByRole("listitem")).toHaveCount(1);
  await expect(gaps).toContainText("Posts and comments that mention the Page");
  await expect(gaps).toContainText("mention");
  await expect(gaps).toContainText("Facebook didn’t allow it");
  await expect(section.getByRole("button", { name: "Refresh permission" })).toBeVisible();
  await expectAccessible(screen);

  const post = await feed.posts("Cards for the holidays");
  await feed.comments(maria, post, "Do you print photos?");
  await agent.opens(maria);
  await expect(agent.bubble("Do you print photos?")).toBeVisible();

  await facebook.calmsDown();
  await screen.goto(`/settings/channels/${channel.id}/check-up`);
  await screen.getByRole("button", { name: /^Run (again|check-up)$/ }).click();
  const line = screen
    .getByRole("listitem")
    .filter({ has: screen.getByRole("heading", { name: "Posts and comments" }) });
  await expect(line).toContainText("Check");
  await screen.goto(`/settings/channels/${channel.id}`);
  await screen
    .getByRole("region", { name: "Receiving" })
    .getByText(/^What arrives/)
    .click();
  await expect(screen.getByRole("region", { name: "Receiving" })).toContainText(
    "Doesn’t arrive: Posts and comments that mention",
  );

  await approval.click();
  await expect(approval).toBeChecked();
  await expect(approval).toBeEnabled();
  await screen.reload();
  await expect(approval).toBeChecked();
});

test("a permission that public work needs is said at the switch and asked for in place", async ({
  admin,
  facebook,
  office,
}) => {
  const { page, account } = await facebook.pageOf("Harbor Silk", "Sofia Harbor");
  const channel = await office.connect(await facebook.tokenFor(page.id, account.id));
  await facebook.withdraws(account.id, "pages_manage_engagement");
  await office.checks(channel.id);
  const { screen } = admin;
  await screen.goto(`/settings/channels/${channel.id}`);
  const section = screen.getByRole("region", { name: "Public" });
  await section.getByRole("switch", { name: "Posts, comments and mentions" }).click();
  await expect(section).toContainText("Nobody can answer a comment");

  const window = await FacebookWindow.opensBy(
    section.getByRole("button", { name: "Refresh permission" }),
    screen,
  );
  await window.continuesAs("Sofia Harbor");
  await expect(section).not.toContainText("Nobody can answer a comment");
});
