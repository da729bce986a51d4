import { expect, test } from "../fixtures";

test("an answer that the platform refuses says why, and goes out at the second try", async ({
  agent,
  facebook,
}) => {
  const maria = await facebook.customer("María");
  await maria.says("Hello?");
  await agent.opens(maria);
  await maria.blocksThePage();

  await agent.replies("Good morning!");
  const answer = agent.bubble("Good morning!");
  await expect(answer).toContainText("Not sent.");
  await expect(answer).toContainText("This person cannot be reached");
  await expect(agent.row(maria)).toContainText("Not sent: Good morning!");

  await maria.blocksThePage(false);
  await answer.getByRole("button", { name: "Retry" }).click();
  await expect(answer).toContainText(/Sent|Delivered/);
  await expect(answer).toHaveCount(1);
  expect(await maria.replies()).toEqual(["Good morning!"]);
});

test("a Page whose access ended keeps its messages until it is connected again", async ({
  agent,
  facebook,
  office,
}) => {
  const page = await facebook.page("Harbor Tea");
  await office.connect(await facebook.tokenFor(page.id));
  const dana = await facebook.customer("Dana", { pageId: page.id });
  await dana.says("Do you sell green tea?");
  await agent.opens(dana);
  // Nothing but the answer itself shall be what Facebook refuses first.
  await expect.poll(() => dana.seesThatItWasSeen()).toBe(true);
  await agent.screen.route("**/typing", (route) => route.fulfill({ status: 204 }));
  await facebook.endsTokensOf(page.id);

  await agent.replies("We do.");
  const answer = agent.bubble("We do.");
  await expect(answer).toContainText("Waiting. The connection to this Page has ended.");
  await expect(agent.row(dana)).toContainText("Needs reconnect");
  await dana.says("And white tea?");
  await expect(agent.bubble("And white tea?")).toBeVisible();

  await office.connect(await facebook.tokenFor(page.id));
  await expect(agent.row(dana)).not.toContainText("Needs reconnect");
  await expect.poll(() => dana.replies()).toEqual(["We do."]);
  await expect(answer).toContainText(/Sent|Delivered/);
});

test("an answer that Facebook is too busy for says so, and can be taken back", async ({
  agent,
  facebook,
  office,
}) => {
  const page = await facebook.page("Harbor Roastery");
  await office.connect(await facebook.tokenFor(page.id));
  const tom = await facebook.customer("Tom", { pageId: page.id });
  await tom.says("Are you open?");
  await agent.opens(tom);
  await facebook.isBusy(page.id);

  await agent.replies("We are.");
  const answer = agent.bubble("We are.");
  await expect(answer).toContainText(/Waiting. Facebook asked us to slow down. Next try \d+:\d\d/);
  await answer.getByRole("button", { name: "Take this message back" }).click();
  await expect(answer).toContainText("This message was taken back before it was sent.");
  await expect(agent.text).toHaveValue("We are.");
  expect(await tom.replies()).toEqual([]);
});

test("an answer that never reached our server waits, and goes out by itself", async ({
  agent,
  facebook,
  witness,
}) => {
  witness.expects(/ERR_FAILED/);
  const tom = await facebook.customer("Tom");
  await tom.says("Anybody there?");
  await agent.opens(tom);

  const mend = await agent.cannotReach("**/api/conversations/*/messages");
  await agent.replies("Yes, we are.");
  await expect(agent.bubble("Yes, we are.")).toContainText("Waiting to be sent");
  await expect(agent.row(tom)).toContainText("1 not sent");
  await expect(agent.screen.getByText("1 message is not sent yet")).toBeVisible();

  await mend();
  await expect.poll(() => tom.replies()).toEqual(["Yes, we are."]);
  await expect(agent.bubble("Yes, we are.")).toHaveCount(1);
});

test("an answer whose fate is unknown is settled by its echo, and never sent twice", async ({
  agent,
  facebook,
}) => {
  const maria = await facebook.customer("María");
  await maria.says("Hello?");
  await agent.opens(maria);
  await agent.writes("Good");
  // What else the workspace tells the platform must be told by now: the next call has to be the message.
  await expect.poll(() => maria.seesTyping()).toBe(true);
  await expect.poll(() => maria.seesThatItWasSeen()).toBe(true);

  await facebook.deliversWithoutAnswering();
  await agent.replies("Good morning!");
  await expect(agent.bubble("Good morning!")).toContainText(/Sent|Delivered/);
  await maria.says("Ah, there you are");
  await expect(agent.bubble("Ah, there you are")).toBeVisible();
  expect(await maria.replies()).toEqual(["Good morning!"]);
  expect(await facebook.messagesSentTo(maria)).toHaveLength(1);
  await expect(agent.bubble("Good morning!")).toHaveCount(1);
});
