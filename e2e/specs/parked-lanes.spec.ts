import { expectAccessible } from "../actors/accessibility";
import { Trouble } from "../actors/trouble";
import { expect, test } from "../fixtures";

test("what can't be applied waits with all that follows it, until it can be or is set aside", async ({
  admin,
  agent,
  facebook,
  world,
}) => {
  const [tom, maria] = [await facebook.customer("Tom"), await facebook.customer("María")];
  const text = `Is the mill repaired, ${tom.name}?`;
  const trouble = await Trouble.storing(world.dataDir, text);
  await tom.says("Hello");
  await tom.says(text);
  await tom.says("I need it tomorrow");
  await maria.says("Do you deliver?");
  await facebook.settles();
  await agent.opens(maria);
  await expect(agent.bubble("Do you deliver?")).toBeVisible();

  const { screen } = admin;
  await screen.goto("/settings/parked-lanes");
  const row = screen
    .getByRole("region", { name: "Parked" })
    .getByRole("listitem")
    .filter({ hasText: tom.name });
  await expect(row).toContainText("2 events wait");
  await expect(row).toContainText(`trouble with ${text}`);
  await expect(row).toContainText("Next try");
  await row.getByText("What the platform sent").click();
  await expect(row.getByText(`"text": "${text}"`)).toBeVisible();
  await expectAccessible(screen);

  await row.getByRole("button", { name: "Retry now" }).click();
  await expect(screen.getByText(/^It failed again: trouble with/)).toBeVisible();
  await expect(row).toContainText("2 events wait");

  await trouble.ends();
  await row.getByRole("button", { name: "Retry now" }).click();
  await expect(screen.getByText("Everything was applied. Nothing waits any more.")).toBeVisible();
  await expect(row).toHaveCount(0);
  await agent.opens(tom);
  await expect(agent.bubble(text)).toBeVisible();
  await expect(agent.bubble("I need it tomorrow")).toBeVisible();
});

test("an event that was set aside lets the others through", async ({ admin, agent, facebook, world }) => {
  const tom = await facebook.customer("Tom");
  const text = `Nobody can store this, ${tom.name}`;
  const trouble = await Trouble.storing(world.dataDir, text);
  await tom.says(text);
  await tom.says("But this");
  await facebook.settles();
  const { screen } = admin;
  await screen.goto("/settings/parked-lanes");
  const row = screen
    .getByRole("region", { name: "Parked" })
    .getByRole("listitem")
    .filter({ hasText: `trouble with ${text}` });
  await row.getByRole("button", { name: "Set the event aside" }).click();
  const question = screen.getByRole("dialog", { name: "Set this event aside?" });
  await expect(question).toContainText("What follows it (1) is applied at once");
  await expectAccessible(screen);
  await question.getByRole("button", { name: "Set aside" }).click();

  await expect(row).toHaveCount(0);
  await agent.opens(tom);
  await expect(agent.bubble("But this")).toBeVisible();
  await expect(agent.bubble(text)).toHaveCount(0);
  await trouble.ends();
});
