import { expect, test } from "../fixtures";

test("taking, giving away, closing and opening again show at once in the other browser", async ({
  agent,
  admin,
  facebook,
}) => {
  const dana = await facebook.customer("Dana");
  await dana.says("My grinder arrived broken");
  await agent.opens(dana);
  await admin.opens(dana);

  await agent.assigns("Take it");
  await expect(admin.thread).toContainText("Ana took this conversation");
  await expect(admin.row(dana)).toContainText("Assigned to Ana");
  await agent.chooses("Mine");
  await expect(agent.row(dana)).toBeVisible();

  await admin.assigns("Take it");
  await expect(agent.row(dana)).toBeHidden();
  await expect(agent.thread).toContainText("Ada took this conversation");
  await admin.assigns("Ana");
  await expect(agent.row(dana)).toBeVisible();

  await agent.screen.getByRole("button", { name: "Close" }).click();
  await expect(admin.row(dana)).toBeHidden();
  await expect(admin.thread).toContainText("Closed by Ana");

  await admin.screen.getByRole("button", { name: "Reopen" }).click();
  await expect(agent.row(dana)).toBeVisible();
  await expect(agent.thread).toContainText("Opened again by Ada");
});

test("a closed conversation opens again when the customer writes", async ({ agent, facebook }) => {
  const tom = await facebook.customer("Tom");
  await tom.says("Thank you!");
  await agent.opens(tom);
  await agent.screen.getByRole("button", { name: "Close" }).click();
  await expect(agent.row(tom)).toBeHidden();

  await tom.says("One more thing");
  await expect(agent.row(tom)).toContainText("One more thing");
  await expect(agent.thread).toContainText("Opened again");
});
