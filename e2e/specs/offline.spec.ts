import { readFile } from "node:fs/promises";
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
  await expect(agent.screen.getByText("1 message is not sent yet")).toBeVisible();
  await expect(agent.row(maria)).toContainText("1 not sent");
  await maria.says("Hello?");
  await tom.says("I am new here");
  await facebook.settles();
  expect(await maria.replies()).toEqual([]);

  await agent.comesBackOnline();
  await expect(agent.screen.getByText("You are offline.")).toBeHidden();
  await expect(agent.screen.getByText("Everything is up to date.")).toBeVisible();
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

test("what waits in a browser that is killed goes out once, in order, with its next start, on any screen", async ({
  facebook,
  openBrowser,
  witness,
  world,
}) => {
  witness.expects(/ERR_INTERNET_DISCONNECTED|WebSocket connection/);
  const maria = await facebook.customer("María");
  await maria.says("Do you roast yourselves?");
  const screen = await openBrowser({ storageState: world.sessions.ana });
  const agent = new Agent(screen, "Ana");
  await agent.entersTheInbox();
  await agent.opens(maria);
  await agent.goesOffline();
  for (const text of ["We do.", "Every morning.", "Come and see."]) await agent.replies(text);
  await expect(agent.bubble("Come and see.")).toContainText("Waiting to be sent");
  const kept = await screen.context().storageState();
  await screen.context().close();
  expect(await maria.replies()).toEqual([]);

  const next = await openBrowser({ storageState: kept });
  await next.goto("/settings/account");
  await expect.poll(() => maria.replies()).toEqual(["We do.", "Every morning.", "Come and see."]);
  const again = await openBrowser({ storageState: kept });
  await new Agent(again, "Ana").entersTheInbox();
  await new Agent(again, "Ana").opens(maria);
  await expect(new Agent(again, "Ana").bubble("We do.")).toHaveCount(1);
  await expect.poll(() => maria.replies()).toEqual(["We do.", "Every morning.", "Come and see."]);
});

test("two windows side by side send in order, and nothing twice", async ({ agent, facebook, witness }) => {
  witness.expects(/ERR_INTERNET_DISCONNECTED|WebSocket connection/);
  const maria = await facebook.customer("María");
  await maria.says("Do you roast yourselves?");
  await agent.opens(maria);
  const other = new Agent(await agent.screen.context().newPage(), "Ana");
  await other.entersTheInbox();
  await other.opens(maria);

  await agent.goesOffline();
  await agent.replies("One.");
  await other.replies("Two.");
  await agent.replies("Three.");
  await expect(other.bubble("Three.")).toContainText("Waiting to be sent");
  await agent.comesBackOnline();
  await expect.poll(() => maria.replies()).toEqual(["One.", "Two.", "Three."]);
  for (const window of [agent, other]) {
    await expect(window.thread.getByRole("article")).toHaveText([/roast/, /One/, /Two/, /Three/]);
  }
});

test("an answer that was lost is asked for again, and an outage is waited out", async ({
  agent,
  facebook,
  witness,
}) => {
  witness.expects(/503|ERR_FAILED/);
  const maria = await facebook.customer("María");
  await maria.says("Do you roast yourselves?");
  await agent.opens(maria);
  let asked = 0;
  await agent.screen.route("**/api/conversations/*/messages", async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    asked += 1;
    if (asked === 1)
      return route.fulfill({ status: 503, json: { error: { code: "unavailable", message: "" } } });
    if (asked > 2) return route.fallback();
    await route.fetch();
    return route.abort();
  });

  await agent.replies("We do.");
  await expect.poll(() => maria.replies()).toEqual(["We do."]);
  await expect(agent.bubble("We do.")).toContainText(/Sent|Delivered/);
  await expect(agent.bubble("We do.")).toHaveCount(1);
  expect(await maria.replies()).toEqual(["We do."]);
});

test("what one person wrote never goes out as somebody else's", async ({
  facebook,
  openBrowser,
  witness,
  world,
}) => {
  witness.expects(/ERR_INTERNET_DISCONNECTED|WebSocket connection/);
  const maria = await facebook.customer("María");
  await maria.says("Do you roast yourselves?");
  const screen = await openBrowser({ storageState: world.sessions.ana });
  const ana = new Agent(screen, "Ana");
  await ana.entersTheInbox();
  await ana.opens(maria);
  await ana.goesOffline();
  await ana.replies("From Ana.");
  await expect(ana.bubble("From Ana.")).toContainText("Waiting to be sent");
  const { origins } = await screen.context().storageState();
  await screen.context().close();

  const { cookies } = JSON.parse(await readFile(world.sessions.ada, "utf8"));
  const desk = new Agent(await openBrowser({ storageState: { cookies, origins } }), "Ada");
  await desk.entersTheInbox();
  await desk.opens(maria);
  await desk.replies("From Ada.");
  await expect.poll(() => maria.replies()).toEqual(["From Ada."]);
  await expect(desk.bubble("From Ana.")).toBeHidden();
});
