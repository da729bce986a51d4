import { expectAccessible } from "../actors/accessibility";
import type { Agent } from "../actors/agent";
import { expect, test } from "../fixtures";

const send = (agent: Agent) => agent.text.press("Control+Enter");
/** What stands under a reply that was held. */
const held = (agent: Agent) =>
  agent.thread.getByRole("alert").filter({ hasText: "answered since you began" });

test("who writes while a colleague answers is told once, before the customer hears both", async ({
  agent,
  admin,
  facebook,
  witness,
}) => {
  witness.expects(/409/);
  const maria = await facebook.customer("María");
  await maria.says("Is my order on its way?");
  await agent.opens(maria);
  await admin.opens(maria);

  await agent.writes("It ships tomorrow.");
  await admin.replies("It ships today.");
  await expect(agent.bubble("It ships today.")).toBeVisible();
  await send(agent);

  const reply = agent.bubble("It ships tomorrow.");
  await expect(reply).toContainText("Not sent yet. Ada answered since you began");
  await expect(reply).toContainText("It ships today.");
  await expect(agent.row(maria)).toContainText("1 not sent");
  await expect.poll(() => maria.replies()).toEqual(["It ships today."]);
  await expect(admin.bubble("It ships tomorrow.")).toBeHidden();
  await expectAccessible(agent.screen);

  await agent.screen.reload();
  await expect(held(agent)).toBeVisible();
  await held(agent).getByRole("button", { name: "Send anyway" }).click();
  await expect.poll(() => maria.replies()).toEqual(["It ships today.", "It ships tomorrow."]);
  await expect(held(agent)).toBeHidden();
  await expect(admin.bubble("It ships tomorrow.")).toHaveCount(1);
  await expect(agent.bubble("It ships tomorrow.")).toHaveCount(1);
});

test("what was held goes back to the composer, and then goes without asking again", async ({
  agent,
  admin,
  facebook,
  witness,
}) => {
  witness.expects(/409/);
  const tom = await facebook.customer("Tom");
  await tom.says("Do you open on Sunday?");
  await agent.opens(tom);
  await admin.opens(tom);
  await agent.writes("We do.");
  await admin.replies("Yes, from ten.");
  await expect(agent.bubble("Yes, from ten.")).toBeVisible();
  await send(agent);

  await held(agent).getByRole("button", { name: "Edit" }).click();
  await expect(agent.text).toHaveValue("We do.");
  await expect(held(agent)).toBeHidden();
  await agent.writes("And we have cake.");
  await send(agent);
  await expect.poll(() => tom.replies()).toEqual(["Yes, from ten.", "And we have cake."]);
});

test("what was held is thrown away only by its author, who can still have it back", async ({
  agent,
  admin,
  facebook,
  witness,
}) => {
  witness.expects(/409/);
  const dana = await facebook.customer("Dana");
  await dana.says("Is there decaf?");
  await agent.opens(dana);
  await admin.opens(dana);
  await agent.writes("There is.");
  await admin.replies("Yes, two kinds.");
  await expect(agent.bubble("Yes, two kinds.")).toBeVisible();
  await send(agent);

  await held(agent).getByRole("button", { name: "Discard" }).click();
  await expect(held(agent)).toBeHidden();
  await agent.screen.getByRole("button", { name: "Undo" }).click();
  await expect(held(agent)).toBeVisible();
  await held(agent).getByRole("button", { name: "Discard" }).click();
  await expect(held(agent)).toBeHidden();
  await agent.screen.reload();
  await expect(agent.bubble("Yes, two kinds.")).toBeVisible();
  await expect(agent.bubble("There is.")).toBeHidden();
  expect(await dana.replies()).toEqual(["Yes, two kinds."]);
});

test("an answer that was there before one began holds nobody, nor does a note", async ({
  agent,
  admin,
  facebook,
}) => {
  const rui = await facebook.customer("Rui");
  await rui.says("Hello");
  await agent.opens(rui);
  await admin.opens(rui);
  await admin.replies("Hello Rui.");
  await expect(agent.bubble("Hello Rui.")).toBeVisible();
  await agent.replies("How can we help?");
  await expect.poll(() => rui.replies()).toEqual(["Hello Rui.", "How can we help?"]);

  await admin.replies("One moment.");
  await expect(agent.bubble("One moment.")).toBeVisible();
  await agent.notes("Ada is on it");
  await expect(admin.bubble("Ada is on it")).toBeVisible();
  await expect(held(agent)).toBeHidden();
});
