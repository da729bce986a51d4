import type { Agent } from "../actors/agent";
import { Feed } from "../actors/feed";
import { expect, test } from "../fixtures";

/** The words of the thread from top to bottom: what is said in it, and what stands around. */
const wordsOf = ({ thread }: Agent) => thread.locator('article p[dir="auto"]').allInnerTexts();

test("a complaint below a post is answered, tidied up around, and goes on in private as one thread", async ({
  agent,
  admin,
  facebook,
  office,
  world,
}, { testId }) => {
  const pageName = `Harbor Roastery ${testId.slice(-5)}`;
  const { id: pageId } = await facebook.page(pageName);
  const channel = await office.connect(await facebook.tokenFor(pageId));
  await office.change(channel.id, { public: true });
  const feed = new Feed(world.simulator, pageId);
  const [maria, tom, rui] = [
    await facebook.customer("María", { pageId }),
    await facebook.customer("Tom", { pageId }),
    await facebook.customer("Rui", { pageId }),
  ];

  // A customer complains for all to see; others join in.
  const post = await feed.posts("Our new autumn roast is here", { picture: true });
  const complaint = await feed.comments(maria, post, "Ordered two bags a week ago, nothing came");
  const insult = await feed.comments(tom, complaint, "They are crooks, all of them");
  await feed.comments(rui, complaint, "Mine came after ten days");

  // The agent sees the post, the comment, and what others said around it.
  await agent.opens(maria);
  await admin.opens(maria);
  for (const { thread } of [agent, admin]) {
    await expect(thread.getByRole("region", { name: `Post by ${pageName}` })).toContainText("autumn roast");
    await expect(thread.getByRole("article", { name: `${maria.name}, public` })).toContainText("two bags");
    await expect(thread).toContainText("They are crooks");
    await expect(thread).toContainText("Mine came after ten days");
  }

  // The insult beside it is hidden as the Page.
  const beside = agent.thread.getByRole("article", { name: `${tom.name}, around this conversation` });
  await beside.hover();
  await beside.getByRole("button", { name: `Hide as ${pageName}` }).click();
  await expect.poll(async () => (await feed.find(insult)).hidden).toBe(true);
  await expect(
    admin.thread.getByRole("article", { name: `${tom.name}, around this conversation` }),
  ).toContainText("Hidden by the Page");

  // That one comment is answered for all to see, and names the customer.
  await expect(agent.composer).toContainText("Everyone can see this");
  await agent.composer.getByRole("button", { name: "Mention" }).click();
  await agent.text.pressSequentially("we are very sorry, and look into it.");
  await agent.sendButton.click();
  await expect
    .poll(async () => (await feed.find(complaint)).comments.map(({ text }) => text))
    .toContain(`${maria.name} we are very sorry, and look into it.`);
  await expect(admin.bubble("we are very sorry")).toHaveCount(1);

  // With one button the matter moves into Messenger, where her answer goes on in the same thread.
  await agent.presses("Escape", "p");
  await expect(agent.sendButton).toHaveAccessibleName(/^Send private reply/);
  await agent.writes("Which order number is it?");
  await agent.sendButton.click();
  await expect.poll(() => maria.lastReply()).toBe("Which order number is it?");
  await maria.says("It is 4711");
  await expect(agent.bubble("It is 4711")).toBeVisible();
  await expect(agent.title).toHaveText(maria.name);
  await agent.replies("It leaves today.");
  await expect.poll(() => maria.lastReply()).toBe("It leaves today.");
  await expect(admin.bubble("It leaves today.")).toHaveCount(1);

  // Public and private stand in one thread, alike on both screens and after a reload.
  await expect.poll(() => wordsOf(admin)).toEqual(await wordsOf(agent));
  const shown = await wordsOf(agent);
  for (const [index, said] of ["two bags", "very sorry", "Which order", "4711", "leaves today"].entries()) {
    const place = shown.findIndex((words) => words.includes(said));
    expect(place, said).toBeGreaterThanOrEqual(index);
  }
  for (const one of [agent, admin]) {
    await one.screen.reload();
    await expect(one.bubble("It leaves today.")).toBeVisible();
    await expect.poll(() => wordsOf(one)).toEqual(shown);
  }
});
