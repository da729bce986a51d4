import { Agent } from "../actors/agent";
import { Cable } from "../actors/cable";
import { expect, test } from "../fixtures";

test("offline, what was typed is kept; back online, it goes out and nothing is missing", async ({
  agent,
  facebook,
  witness,
}) => {
  witness.expects(/ERR_INTERNET_DISCONNECTED|WebSocket connection/);
  const maria = await facebook.customer("María");
  const tom = await facebook.customer("Tom");
  await maria.says("Is my order on its way?");
  await agent.opens(maria);

  await agent.goesOffline();
  await expect(agent.screen.getByText("You are offline.")).toBeVisible();
  await agent.replies("It ships today.");
  await agent.writes("And it arrives");
  await expect(agent.bubble("It ships today.")).toContainText("Waiting to be sent");
  await maria.says("Hello?");
  await tom.says("I am new here");
  await facebook.settles();
  expect(await maria.replies()).toEqual([]);

  await agent.comesBackOnline();
  await expect(agent.screen.getByText("You are offline.")).toBeHidden();
  await expect(agent.bubble("Hello?")).toBeVisible();
  await expect(agent.row(tom)).toContainText("I am new here");
  await expect(agent.text).toHaveValue("And it arrives");
  await expect.poll(() => maria.replies()).toEqual(["It ships today."]);
  await expect(agent.bubble("It ships today.")).toHaveCount(1);
});

test("a live connection that breaks is mended by itself, and what was missed is fetched", async ({
  facebook,
  openBrowser,
  witness,
  world,
}) => {
  witness.expects(/socket\.io/);
  const screen = await openBrowser({ storageState: world.sessions.ana });
  const cable = await Cable.of(screen);
  const agent = new Agent(screen, "Ana");
  const maria = await facebook.customer("María");
  const tom = await facebook.customer("Tom");
  await maria.says("Is my order on its way?");
  await agent.entersTheInbox();
  await agent.opens(maria);

  await cable.pull();
  await expect(screen.getByText("Reconnecting…")).toBeVisible();
  await maria.says("Hello?");
  await tom.says("I am new here");
  await facebook.settles();
  await agent.replies("It ships today.");
  await expect.poll(() => maria.replies()).toEqual(["It ships today."]);
  await expect(agent.bubble("Hello?")).toBeHidden();

  cable.plugIn();
  await expect(screen.getByText("Reconnecting…")).toBeHidden();
  await expect(agent.row(tom)).toContainText("I am new here");
  await expect(agent.bubble("It ships today.")).toContainText("Delivered");
  await expect(agent.thread.getByRole("article")).toHaveText([/on its way/, /Hello\?/, /ships today/]);
});

test("a draft waits in its conversation", async ({ agent, facebook }) => {
  const maria = await facebook.customer("María");
  const tom = await facebook.customer("Tom");
  await maria.says("Hello");
  await tom.says("Hello");

  await agent.opens(maria);
  await agent.writes("A long thought");
  await agent.opens(tom);
  await expect(agent.text).toHaveValue("");
  await agent.opens(maria);
  await expect(agent.text).toHaveValue("A long thought");

  await agent.screen.reload();
  await expect(agent.text).toHaveValue("A long thought");
});
