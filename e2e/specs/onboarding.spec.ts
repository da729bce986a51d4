import type { Page } from "@playwright/test";
import { FacebookWindow } from "../actors/facebook-window";
import { expect, test } from "../fixtures";

test("an admin connects two Pages, after one refusal and one break", async ({ admin, agent, facebook }) => {
  const { screen } = admin;
  await screen.goto("/settings/channels");
  await screen.getByRole("link", { name: "Connect a Facebook Page" }).click();
  await expect(screen.getByRole("heading", { name: "What you need" })).toBeVisible();
  await screen.getByRole("button", { name: "Continue" }).click();

  const first = await FacebookWindow.opensAt(screen, "Log in with Facebook");
  await first.cancels();
  const refusal = screen.getByRole("alert").filter({ hasText: "Facebook didn't grant access" });
  await expect(refusal).toBeVisible();

  const second = await FacebookWindow.opensBy(refusal.getByRole("button", { name: "Ask again" }), screen);
  await second.continuesAs("Grace Harbor");
  await expect(screen.getByRole("heading", { name: "Choose Pages" })).toBeVisible();
  const events = screen.getByRole("checkbox", { name: /Harbor Events/ });
  await expect(events).toBeDisabled();
  await expect(events).toHaveAccessibleDescription(/lacks “Messages”/);

  await screen.goto("/inbox");
  await screen.goto("/settings/channels/connect");
  await expect(screen.getByRole("heading", { name: "Choose Pages" })).toBeVisible();
  await screen.getByRole("checkbox", { name: /Harbor Coffee Roastery/ }).check();
  await screen.getByRole("checkbox", { name: /Harbor Bakery/ }).check();
  await screen.getByRole("button", { name: "Connect and subscribe" }).click();

  await expect(screen.getByText("All of them are subscribed")).toBeVisible();
  await screen.getByRole("button", { name: "Done" }).click();
  await expect(screen.getByRole("heading", { name: "Connected" })).toBeVisible();

  const roastery = await facebook.customer("Tom", {
    pageId: await facebook.pageId("Harbor Coffee Roastery"),
  });
  await roastery.says("Do you roast decaf?");
  await expect(agent.row(roastery)).toContainText("Harbor Coffee Roastery");
});

test("signing in again with fewer Pages drops none that is connected", async ({
  admin,
  facebook,
  office,
}) => {
  const bakery = await facebook.pageId("Harbor Bakery");
  await office.connect(await facebook.tokenFor(bakery));
  const { screen } = admin;
  await screen.goto("/settings/channels/connect");
  await reachesTheLogin(screen);

  const window = await FacebookWindow.opensAt(screen, /Log in/);
  await window.continuesAs("Grace Harbor", { withoutPages: ["Harbor Bakery", "Harbor Coffee"] });
  await expect(screen.getByRole("heading", { name: "Choose Pages" })).toBeVisible();
  await screen.getByRole("checkbox", { name: /Harbor Coffee Roastery/ }).check();
  await screen.getByRole("button", { name: "Connect and subscribe" }).click();
  await expect(screen.getByText("All of them are subscribed")).toBeVisible();

  await screen.goto("/settings/channels");
  const channels = screen.getByRole("region", { name: "Connected channels" });
  for (const name of ["Harbor Coffee", "Harbor Coffee Roastery", "Harbor Bakery"]) {
    const row = channels.getByRole("listitem").filter({ has: screen.getByText(name, { exact: true }) });
    await expect(row).toContainText("Subscribed");
  }
});

test("a permission that was declined is named, and asked for again", async ({ admin }) => {
  const { screen } = admin;
  await screen.goto("/settings/channels/connect");
  await reachesTheLogin(screen);

  const window = await FacebookWindow.opensAt(screen, /Log in/);
  await window.continuesAs("Omar Portfolio", { withoutPermissions: ["pages_messaging"] });
  const missing = screen.getByRole("alert").filter({ hasText: "A needed permission is missing" });
  await expect(missing).toContainText("pages_messaging");
  await expect(screen.getByRole("checkbox", { name: /Harbor Bakery/ })).toBeDisabled();

  const again = await FacebookWindow.opensBy(missing.getByRole("button", { name: "Ask again" }), screen);
  await again.continuesAs("Omar Portfolio");
  await expect(screen.getByRole("checkbox", { name: /Harbor Bakery/ })).toBeEnabled();
});

test("an account without Pages is told what to do", async ({ admin }) => {
  const { screen } = admin;
  await screen.goto("/settings/channels/connect");
  await reachesTheLogin(screen);

  const window = await FacebookWindow.opensAt(screen, /Log in/);
  await window.continuesAs("Nina Nopages");
  await expect(screen.getByText("Facebook shows no Page of this account")).toBeVisible();
});

test("a Page can be unsubscribed and subscribed again", async ({ admin, agent, facebook, office }) => {
  const page = await facebook.page("Harbor Flowers");
  await office.connect(await facebook.tokenFor(page.id));
  const { screen } = admin;
  await screen.goto("/settings/channels");
  const row = screen.getByRole("listitem").filter({ hasText: "Harbor Flowers" });
  await row.getByRole("button", { name: "Unsubscribe Harbor Flowers" }).click();
  await expect(row).toContainText("New messages don’t arrive.");

  await row.getByRole("button", { name: "Subscribe Harbor Flowers" }).click();
  await expect(row.getByRole("button", { name: "Unsubscribe Harbor Flowers" })).toBeVisible();
  const tom = await facebook.customer("Tom", { pageId: page.id });
  await tom.says("Do you have tulips?");
  await expect(agent.row(tom)).toContainText("Do you have tulips?");
});

/** The wizard goes on where it was left, so the login may be the second step or behind a button of the third. */
async function reachesTheLogin(screen: Page) {
  const start = screen.getByRole("button", { name: "Continue" });
  const again = screen.getByRole("button", { name: /^Log in/ });
  await expect(start.or(again)).toBeVisible();
  if (await start.isVisible()) await start.click();
  await expect(again).toBeVisible();
}
