import { expectAccessible } from "../actors/accessibility";
import { expect, test } from "../fixtures";

test("an admin looks at what was delivered, follows it to its conversation and replays it", async ({
  admin,
  facebook,
}) => {
  const maria = await facebook.customer("María");
  const mid = await maria.says("Is my order on its way?");
  await facebook.settles();
  const { screen } = admin;
  await screen.goto("/settings/deliveries");
  await screen.getByLabel("Time span").selectOption("Last hour");
  await screen.getByLabel("An id inside").fill(mid);
  await screen.getByRole("button", { name: "Search" }).click();
  const rows = screen.getByRole("region", { name: "Deliveries" }).getByRole("listitem");
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("Harbor Coffee");
  await expect(rows).toContainText("1 element");
  await expectAccessible(screen);

  await rows.getByRole("link").click();
  const fates = screen.getByRole("region", { name: "What became of it" });
  await expect(fates).toContainText("Is my order on its way?");
  await expect(fates).toContainText("In its conversation");
  await expect(screen.getByText('"messaging"')).toBeVisible();
  await expectAccessible(screen);
  await screen.getByRole("button", { name: "Replay" }).click();
  await expect(screen.getByText("It is being opened again.")).toBeVisible();
  await expect(screen.getByText("Opened", { exact: true })).toBeVisible();
  await expect(fates).toContainText("In its conversation");

  await fates.getByRole("link", { name: "Open the conversation" }).click();
  await expect(admin.title).toHaveText(maria.name);
  await expect(admin.bubble("Is my order on its way?")).toHaveCount(1);
});

test("a whole time span is replayed after a question, and everything stays as it is", async ({
  admin,
  facebook,
}) => {
  const maria = await facebook.customer("María");
  const mid = await maria.says("Hello?");
  await facebook.settles();
  const { screen } = admin;
  await screen.goto("/settings/deliveries");
  await expect(screen.getByRole("button", { name: "Replay time span" })).toBeDisabled();
  await screen.getByLabel("Time span").selectOption("Last hour");
  await screen.getByLabel("An id inside").fill(mid);
  await screen.getByRole("button", { name: "Search" }).click();
  await screen.getByRole("button", { name: "Replay time span" }).click();
  const question = screen.getByRole("dialog", { name: "Open this time span again?" });
  await expect(question).toContainText("What is there already stays as it is");
  await expectAccessible(screen);
  await question.getByRole("button", { name: "Replay 1" }).click();
  await expect(
    screen.getByText(/had 1 delivery opened again. Everything in it is in its place/),
  ).toBeVisible();

  await admin.entersTheInbox();
  await admin.opens(maria);
  await expect(admin.bubble("Hello?")).toHaveCount(1);
});

test("what waits is shown to admins, and nobody else sees these screens", async ({ admin, agent }) => {
  await admin.screen.goto("/settings/parked-lanes");
  await expect(admin.screen.getByText("Nothing waits")).toBeVisible();
  await expectAccessible(admin.screen);

  for (const page of ["deliveries", "parked-lanes"]) {
    await agent.screen.goto(`/settings/${page}`);
    await expect(agent.screen.getByText("For admins only")).toBeVisible();
  }
});

test("on a phone the deliveries fit", async ({ facebook, openBrowser, world }) => {
  const maria = await facebook.customer("María");
  await maria.says("Hello?");
  await facebook.settles();
  const screen = await openBrowser({
    storageState: world.sessions.ada,
    viewport: { width: 390, height: 844 },
  });
  await screen.goto("/settings/deliveries");
  await screen.getByRole("region", { name: "Deliveries" }).getByRole("link").first().click();
  await expect(screen.getByRole("heading", { name: "What became of it" })).toBeVisible();
  expect(await screen.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
