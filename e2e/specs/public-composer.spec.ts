import { expectAccessible } from "../actors/accessibility";
import type { Agent } from "../actors/agent";
import type { Customer } from "../actors/customer";
import { Feed } from "../actors/feed";
import { test as base, expect } from "../fixtures";

/** María, who has commented under a post of a Page whose comments are heard. */
const test = base.extend<{ feed: Feed; maria: Customer; post: string; comment: string }>({
  feed: async ({ facebook, office, world }, give, { testId }) => {
    const { id } = await facebook.page(`Harbor Kiosk ${testId.slice(-5)}`);
    const channel = await office.connect(await facebook.tokenFor(id));
    await office.change(channel.id, { public: true });
    await give(new Feed(world.simulator, id));
  },
  maria: async ({ facebook, feed }, give) => give(await facebook.customer("María", { pageId: feed.pageId })),
  post: async ({ feed }, give) => give(await feed.posts("Our new autumn roast is here")),
  comment: async ({ feed, maria, post }, give) =>
    give(await feed.comments(maria, post, "Ordered two bags and still nothing")),
});

const mode = ({ composer }: Agent, name: "Public" | "Private" | "Note") =>
  composer.getByRole("radio", { name, exact: true });
const isPublic = async (agent: Agent) => {
  await expect(mode(agent, "Public")).toBeChecked();
  await expect(agent.composer).toContainText("Everyone can see this");
  await expect(agent.sendButton).toHaveAccessibleName(/^Reply publicly/);
};
const answersOf = async (feed: Feed, comment: string) =>
  (await feed.find(comment)).comments.map(({ text }) => text);

test("an agent answers a comment for all to see, and mentions who wrote it", async ({
  agent,
  admin,
  feed,
  maria,
  comment,
}) => {
  await agent.opens(maria);
  await admin.opens(maria);
  await isPublic(agent);
  await expect(agent.composer).toContainText(`Answers ${maria.name}’s comment: Ordered two bags`);
  await expectAccessible(agent.screen);

  await agent.composer.getByRole("button", { name: "Mention" }).click();
  await expect(agent.text).toHaveValue(`@${maria.name} `);
  await agent.text.pressSequentially("we are looking into it.");
  await agent.sendButton.click();
  await expect(agent.text).toHaveValue("");
  await expect.poll(() => answersOf(feed, comment)).toEqual([`${maria.name} we are looking into it.`]);
  for (const { thread } of [agent, admin])
    await expect(thread.getByRole("article").filter({ hasText: "we are looking into it." })).toHaveCount(1);
});

test("one button moves the matter into Messenger, once, with a line that all see", async ({
  agent,
  feed,
  maria,
  comment,
}) => {
  await agent.opens(maria);
  await isPublic(agent);
  await agent.presses("p");
  await expect(agent.composer).toContainText(/1 private reply, 6 d 23 h left/);
  await expect(agent.sendButton).toHaveAccessibleName(/^Send private reply/);
  await agent.writes("What is your order number?");
  await agent.composer.getByRole("checkbox", { name: /^Also answer publicly/ }).check();
  const line = agent.composer.getByRole("textbox", { name: "Public line beside the private reply" });
  await expect(line).toHaveValue(new RegExp(`https://m\\.me/${feed.pageId}\\?ref=[\\w=-]+$`));
  await line.fill(`@${maria.name} we have written to you`);
  await expectAccessible(agent.screen);
  await agent.sendButton.click();

  await expect.poll(() => maria.lastReply()).toBe("What is your order number?");
  await expect.poll(() => answersOf(feed, comment)).toEqual([`${maria.name} we have written to you`]);
  await mode(agent, "Private").check();
  await expect(agent.composer).toContainText("The one private reply to this comment was sent");
  await agent.composer.getByRole("button", { name: "Write the m.me link publicly" }).click();
  await isPublic(agent);
  await expect(agent.text).toHaveValue(/https:\/\/m\.me\//);
  await agent.writes("");

  await maria.says("Number 4711");
  await expect(agent.bubble("Number 4711")).toBeVisible();
  await mode(agent, "Private").check();
  await expect(agent.composer).toContainText(/2[34] h (\d+ m )?left to reply/);
  await agent.replies("Thank you, it ships today.");
  await expect.poll(() => maria.lastReply()).toBe("Thank you, it ships today.");
});

test("what speaks of a private reply is not said when Facebook refuses that one", async ({
  agent,
  facebook,
  feed,
  maria,
  comment,
}) => {
  await agent.opens(maria);
  await isPublic(agent);
  await mode(agent, "Private").check();
  await agent.writes("What is your order number?");
  await agent.composer.getByRole("checkbox", { name: /^Also answer publicly/ }).check();
  const line = agent.composer.getByRole("textbox", { name: "Public line beside the private reply" });
  await line.fill("We have written to you");
  await facebook.refusesTheNextMessage(10903);
  await agent.sendButton.click();

  await expect(agent.thread).toContainText("Facebook takes a private reply within 7 days");
  await expect(agent.thread).toContainText("so this was not said in public");
  expect(await answersOf(feed, comment)).toEqual([]);
});

test("the switch is there and right after another list was looked at", async ({ agent, maria, comment }) => {
  expect(comment).toBeTruthy();
  await agent.opens(maria);
  await isPublic(agent);
  await agent.chooses("Mine");
  await agent.chooses("All");
  await agent.opens(maria);
  await isPublic(agent);
  await expect(agent.composer.getByRole("button", { name: "Mention" })).toBeVisible();
  await mode(agent, "Private").check();
  await expect(agent.composer).toContainText("1 private reply");
});

test("the switch follows a contact who writes both ways, without a refresh", async ({
  agent,
  feed,
  maria,
  post,
}) => {
  await maria.says("Are you there?");
  await agent.opens(maria);
  await expect(agent.sendButton).toHaveAccessibleName(/^Reply/);
  await expect(mode(agent, "Public")).toHaveCount(0);

  await feed.commentsNext(maria, post, "Nobody answers me");
  await isPublic(agent);
  await maria.says("Hello?");
  await expect(mode(agent, "Private")).toBeChecked();
  await expect(agent.sendButton).toHaveAccessibleName(/^Reply/);

  await mode(agent, "Public").check();
  await isPublic(agent);
  await mode(agent, "Private").check();
  await expect(agent.composer).toContainText("left to reply");
});

test("what is written privately stays private, whatever is said in public meanwhile", async ({
  agent,
  feed,
  maria,
  post,
}) => {
  await maria.says("Where is my order?");
  await agent.opens(maria);
  await agent.writes("Your address is Quay 7");
  const comment = await feed.commentsNext(maria, post, "Hello? Anybody?");
  await expect(agent.bubble("Hello? Anybody?")).toBeVisible();
  await expect(mode(agent, "Public")).toBeVisible();
  await expect(mode(agent, "Private")).toBeChecked();
  await agent.sendButton.click();
  await expect.poll(() => maria.lastReply()).toBe("Your address is Quay 7");
  expect(await answersOf(feed, comment)).toEqual([]);
});

test("a comment that goes while it is answered gives way to the next, in words", async ({
  agent,
  feed,
  maria,
  post,
  comment,
}) => {
  await agent.opens(maria);
  const bubble = agent.bubble("Ordered two bags");
  await bubble.hover();
  await bubble.getByRole("button", { name: "Reply to this message" }).click();
  await agent.writes("It is on its way");
  const second = await feed.comments(maria, post, "Is anybody there?");
  await expect(agent.bubble("Is anybody there?")).toBeVisible();
  await expect(agent.composer).toContainText("comment: Ordered two bags");

  await feed.removes(maria, comment);
  await expect(agent.composer).toContainText("What you were answering was removed");
  await expect(agent.composer).toContainText("comment: Is anybody there?");
  await feed.removes(maria, second);
  await expect(agent.composer).toContainText("there is nothing to answer");
  await expect(agent.sendButton).toBeDisabled();
  await expect(agent.text).toHaveValue("It is on its way");
});

test("what a comment can't carry is kept, and the composer says why", async ({ agent, maria, comment }) => {
  expect(comment).toBeTruthy();
  await maria.says("And here as well");
  await agent.opens(maria);
  const file = { name: "invoice.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%%EOF\n") };
  await agent.screen.locator("input[data-attach-files]").setInputFiles(file);
  const attached = agent.composer.getByRole("list", { name: "Attached files" });
  await expect(attached).toContainText("invoice.pdf");
  await agent.writes("Your invoice");
  await mode(agent, "Public").check();
  await expect(agent.composer).toContainText("Only a picture");
  await expect(agent.sendButton).toBeDisabled();
  await expect(agent.composer.getByRole("button", { name: "Record a voice message" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await expect(attached).toContainText("invoice.pdf");

  await mode(agent, "Private").check();
  await expect(agent.sendButton).toBeEnabled();
  await expect(agent.text).toHaveValue("Your invoice");
});

test("a draft comes back on the side on which it was begun", async ({ agent, facebook, maria, comment }) => {
  expect(comment).toBeTruthy();
  const tom = await facebook.customer("Tom");
  await tom.says("Hello");
  await agent.opens(maria);
  await isPublic(agent);
  await agent.writes("We are sorry");
  await agent.opens(tom);
  await expect(agent.text).toHaveValue("");
  await agent.screen.reload();
  await agent.opens(maria);
  await expect(agent.text).toHaveValue("We are sorry");
  await isPublic(agent);
});

test("the switch is worked by keys, and on a phone", async ({ agent, maria, comment }) => {
  expect(comment).toBeTruthy();
  await agent.opens(maria);
  await agent.presses("n");
  await expect(mode(agent, "Note")).toBeChecked();
  await agent.presses("Escape", "p");
  await isPublic(agent);
  await agent.presses("Escape", "p");
  await expect(mode(agent, "Private")).toBeChecked();
  await mode(agent, "Private").focus();
  await agent.presses("ArrowLeft");
  await isPublic(agent);
  await expect(mode(agent, "Public")).toBeFocused();

  await agent.screen.setViewportSize({ width: 390, height: 844 });
  await isPublic(agent);
  await expectAccessible(agent.screen);
});
