import { expectAccessible } from "../actors/accessibility";
import { FacebookWindow } from "../actors/facebook-window";
import { expect, test } from "../fixtures";

test("an admin sees that a Page lost its access, renews it in place, and watches a test message arrive", async ({
  admin,
  agent,
  facebook,
  office,
}) => {
  const { page, account } = await facebook.pageOf("Harbor Tea", "Theo Harbor");
  const channel = await office.connect(await facebook.tokenFor(page.id, account.id));
  const tom = await facebook.customer("Tom", { pageId: page.id });
  await tom.says("Do you have green tea?");
  await agent.opens(tom);
  const { screen } = admin;
  const bell = screen.getByRole("button", { name: /^Notifications/ });
  await expect(bell).toBeVisible();

  await facebook.changesThePasswordOf(account.id);
  await office.checks(channel.id);

  // Nobody has loaded anything anew: the bell rings, and the agent sees why nothing can be sent.
  await expect(bell).toHaveAccessibleName(/new$/);
  await expect(agent.composer).toContainText("The access to Harbor Tea has ended");
  await expect(agent.composer.getByRole("link")).toHaveCount(0);
  await tom.says("Or black?");
  await expect(agent.bubble("Or black?")).toBeVisible();

  await bell.click();
  await expect(screen.getByRole("dialog", { name: "Notifications" })).toBeVisible();
  await expectAccessible(screen);
  await screen
    .getByRole("link", { name: /Harbor Tea has lost its access/ })
    .first()
    .click();
  await expect(screen.getByRole("heading", { name: "Check-up", level: 1 })).toBeVisible();
  const lines = screen.getByRole("region", { name: "What was looked at" });
  const access = lines
    .getByRole("listitem")
    .filter({ has: screen.getByRole("heading", { name: "Access to the Page" }) });
  await expect(access).toContainText("new password");
  await expectAccessible(screen);

  const window = await FacebookWindow.opensBy(
    lines.getByRole("button", { name: "Refresh permission for Access to the Page" }),
    screen,
  );
  await window.continuesAs("Theo Harbor");
  await expect(access).toContainText("Fine");
  await bell.click();
  await expect(screen.getByRole("link", { name: /Harbor Tea works again/ }).first()).toBeVisible();
  await screen.keyboard.press("Escape");

  await agent.replies("Both, and white.");
  await expect.poll(() => tom.lastReply()).toBe("Both, and white.");

  const trial = screen.getByRole("region", { name: "Test message" });
  await trial.getByRole("button", { name: "Start" }).click();
  const code = (await trial.getByText(/^PD\d{6}$/).textContent()) ?? "";
  await screen.goto("/inbox");
  await screen.goto(`/settings/channels/${channel.id}/check-up`);
  await expect(trial.getByText(code)).toBeVisible();
  await tom.says(`a test: ${code}`);
  await expect(trial.getByText("The message arrived")).toBeVisible();
  await expectAccessible(screen);
  await expect(trial.getByText(`Shown: from ${tom.name}`)).toBeVisible();
});

test("a permission that was declined is asked for again, and a lost subscription comes back by itself", async ({
  admin,
  facebook,
  office,
}) => {
  const { page, account } = await facebook.pageOf("Harbor Rice", "Rita Harbor");
  const channel = await office.connect(await facebook.tokenFor(page.id, account.id));
  await facebook.withdraws(account.id, "pages_messaging");
  const { screen } = admin;
  await screen.goto(`/settings/channels/${channel.id}/check-up`);
  await screen.getByRole("button", { name: /^Run (again|check-up)$/ }).click();
  const permission = screen
    .getByRole("listitem")
    .filter({ has: screen.getByRole("heading", { name: "pages_messaging" }) });
  await expect(permission).toContainText("Broken");
  await screen.goto("/settings/channels");
  const row = screen.getByRole("listitem").filter({ hasText: "Harbor Rice" });
  await expect(row).toContainText("Permission missing");
  await row.getByRole("link", { name: "Check-up Harbor Rice" }).click();

  const window = await FacebookWindow.opensAt(screen, "Refresh permission for pages_messaging");
  await window.continuesAs("Rita Harbor");
  await expect(permission).toContainText("Fine");

  await facebook.takesTheAppOff(page.id);
  await screen.getByRole("button", { name: "Run again" }).click();
  await screen.getByRole("button", { name: /^Notifications/ }).click();
  await expect(
    screen
      .getByRole("dialog", { name: "Notifications" })
      .getByText("Harbor Rice: the subscription was lost and is back"),
  ).toBeVisible();
});

test("only admins have a bell", async ({ agent }) => {
  await expect(agent.screen.getByRole("navigation", { name: "Areas" })).toBeVisible();
  await expect(agent.screen.getByRole("button", { name: /^Notifications/ })).toHaveCount(0);
});
