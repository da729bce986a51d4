import { Agent } from "../actors/agent";
import { expect, test } from "../fixtures";

const HOURS_PER_DAY = 24;

test("after eight days nobody may answer, and the composer says so before anything is sent", async ({
  agent,
  admin,
  facebook,
}) => {
  const pieter = await facebook.customer("Pieter");
  await facebook.inThePast(8 * HOURS_PER_DAY, () => pieter.says("Do you roast decaf?"));
  await agent.finds(pieter);
  await expect(agent.row(pieter)).toContainText("Window shut");
  await expect(agent.composer).toContainText(
    `The time to reply is over. You can write again as soon as ${pieter.name} does.`,
  );
  await expect(agent.sendButton).toBeDisabled();

  await agent.notes("Ask the roastery.");
  await admin.finds(pieter);
  await expect(admin.bubble("Ask the roastery.")).toBeVisible();
  expect(await pieter.replies()).toEqual([]);

  await pieter.says("I am still curious");
  await expect(agent.row(pieter)).toContainText(/2[34] h left to reply/);
  await agent.replies("Every second Friday!");
  await expect.poll(() => pieter.lastReply()).toBe("Every second Friday!");
});

test("after thirty hours a person may still answer, with the human-agent tag", async ({
  agent,
  facebook,
}) => {
  const dana = await facebook.customer("Dana");
  await facebook.inThePast(30, () => dana.says("My grinder arrived broken"));
  await agent.finds(dana);
  await expect(agent.row(dana)).toContainText(/Tag,? 5 d/);
  await expect(agent.sendButton).toHaveAccessibleName(/human-agent tag/);

  await agent.replies("We will send a new one.");
  await expect(agent.bubble("We will send a new one.")).toContainText("Delivered");
  expect(await dana.replies()).toEqual(["We will send a new one."]);
  const [sent] = await facebook.messagesSentTo(dana);
  expect(sent).toMatchObject({ messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" });
});

test("inside the window an answer is an ordinary one", async ({ agent, facebook }) => {
  const tom = await facebook.customer("Tom");
  await tom.says("Hello");
  await agent.opens(tom);
  await agent.replies("Hello Tom");
  await expect.poll(() => tom.lastReply()).toBe("Hello Tom");

  const [sent] = await facebook.messagesSentTo(tom);
  expect(sent).toMatchObject({ messaging_type: "RESPONSE" });
  expect(sent).not.toHaveProperty("tag");
});

test("the time that is left runs out on the screen by itself", async ({ facebook, openBrowser, world }) => {
  const screen = await openBrowser({ storageState: world.sessions.ana });
  await screen.clock.install();
  const agent = new Agent(screen, "Ana");
  const maria = await facebook.customer("María");
  await maria.says("Is my order on its way?");
  await agent.entersTheInbox();
  await agent.opens(maria);
  await expect(agent.composer).toContainText(/2[34] h left to reply/);

  await screen.clock.fastForward("21:00:00");
  await expect(agent.row(maria)).toContainText(/2 h 5\d m left to reply/);
  await expect(agent.composer).toContainText(/2 h 5\d m left to reply/);
  await screen.clock.fastForward("03:00:00");
  await expect(agent.row(maria)).toContainText(/Tag,? 5 d 23 h/);
  await expect(agent.composer).toContainText("A person may still reply for 5 d 23 h");
});
