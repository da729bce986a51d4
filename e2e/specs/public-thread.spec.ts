import { expectAccessible } from "../actors/accessibility";
import type { Agent } from "../actors/agent";
import type { Facebook } from "../actors/facebook";
import { Feed } from "../actors/feed";
import { test as base, expect } from "../fixtures";

/** A Page of its own for each test, whose comments are heard. */
const test = base.extend<{ feed: Feed; pageName: string }>({
  pageName: async ({ world: _ }, give, { testId }) => give(`Harbor Roastery ${testId.slice(-5)}`),
  feed: async ({ facebook, office, pageName, world }, give) => {
    const { id } = await facebook.page(pageName);
    const channel = await office.connect(await facebook.tokenFor(id));
    await office.change(channel.id, { public: true });
    await give(new Feed(world.simulator, id));
  },
});

const customer = (facebook: Facebook, { pageId }: Feed, firstName: string) =>
  facebook.customer(firstName, { pageId });
const card = (agent: Agent) => agent.thread.getByRole("region", { name: /^(Post|Recommendation) by / });

test("a comment stands under its post, among what others said there", async ({
  agent,
  facebook,
  feed,
  pageName,
}) => {
  const [rui, maria] = [await customer(facebook, feed, "Rui"), await customer(facebook, feed, "María")];
  const post = await feed.posts("Our new autumn roast is here", { picture: true });
  const opener = await feed.comments(rui, post, "Looks great");
  await feed.answers(opener, "Come and taste it");
  const question = await feed.comments(maria, opener, "Ordered two bags and still nothing");
  await feed.comments(rui, opener, "Mine took a week as well");

  await agent.opens(maria);
  await expect(card(agent)).toContainText("Our new autumn roast is here");
  await expect(card(agent)).toContainText(`Post by ${pageName}`);
  const context = agent.thread.getByRole("article", { name: `${rui.name}, around this conversation` });
  await expect(context.filter({ hasText: "Looks great" })).toBeVisible();
  await expect(context.filter({ hasText: "Mine took a week as well" })).toBeVisible();
  await expect(agent.thread.getByRole("article", { name: `${maria.name}, public` })).toContainText(
    "Ordered two bags",
  );
  await expect(agent.row(maria)).toContainText("public");
  await expect(agent.contact).toContainText("Comment under “Our new autumn roast is here”");
  await expectAccessible(agent.screen);

  await feed.edits(maria, question, "Ordered three bags and still nothing");
  await expect(agent.bubble("Ordered three bags")).toContainText("edited");
  await feed.removes(maria, question);
  await expect(agent.thread.getByRole("article", { name: `${maria.name}, public` })).toContainText("Removed");
  await expect(agent.thread).not.toContainText("Ordered three bags");
});

test("an agent hides, likes and deletes as the Page", async ({ agent, facebook, feed, pageName }) => {
  const maria = await customer(facebook, feed, "María");
  const post = await feed.posts("Open on Sunday");
  const comment = await feed.comments(maria, post, "You thieves");
  await agent.opens(maria);
  const bubble = agent.bubble("You thieves");

  await bubble.hover();
  await bubble.getByRole("button", { name: `Hide as ${pageName}` }).click();
  await expect(bubble).toContainText("Hidden by the Page");
  await expect.poll(async () => (await feed.find(comment)).hidden).toBe(true);
  await agent.screen.getByRole("button", { name: "Undo" }).click();
  await expect(bubble).not.toContainText("Hidden by the Page");
  await expect.poll(async () => (await feed.find(comment)).hidden).toBe(false);

  await bubble.getByRole("button", { name: `Like as ${pageName}` }).focus();
  await agent.presses("Enter");
  await expect(bubble.getByRole("button", { name: `Like as ${pageName}` })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expect.poll(async () => (await feed.find(comment)).likedByPage).toBe(true);

  await bubble.getByRole("button", { name: `More for what ${maria.name} said` }).click();
  await agent.screen.getByRole("menuitem", { name: "Delete…" }).click();
  const dialog = agent.screen.getByRole("dialog", { name: `Delete this comment as ${pageName}?` });
  await expect(dialog).toContainText("This can't be undone");
  await expectAccessible(agent.screen);
  await dialog.getByRole("button", { name: `Delete as ${pageName}` }).click();
  await expect(agent.thread).not.toContainText("You thieves");
  await expect.poll(async () => (await feed.find(comment)).removed).toBe(true);
});

test("what others said opens as a conversation of its own", async ({ agent, facebook, feed }) => {
  const [rui, maria] = [await customer(facebook, feed, "Rui"), await customer(facebook, feed, "María")];
  const post = await feed.posts("Open on Sunday");
  const question = await feed.comments(maria, post, "From when on?");
  await feed.comments(rui, question, "From nine");

  await agent.opens(maria);
  const context = agent.thread.getByRole("article", { name: `${rui.name}, around this conversation` });
  await context.hover();
  await context.getByRole("button", { name: "Open as conversation" }).click();
  await expect(agent.title).toHaveText(rui.name);
  await expect(agent.thread.getByRole("article", { name: `${rui.name}, public` })).toContainText("From nine");

  await agent.opens(maria);
  await context.hover();
  await expect(context.getByRole("button", { name: "Go to conversation" })).toBeVisible();
});

test("all comments of a post open nested, and lead back into the thread", async ({
  agent,
  facebook,
  feed,
}) => {
  const [rui, maria] = [await customer(facebook, feed, "Rui"), await customer(facebook, feed, "María")];
  const post = await feed.posts("Open on Sunday");
  const began = Date.now() - 60_000;
  const second = (count: number) => ({ at: new Date(began + count * 1000).toISOString() });
  for (const [index, text] of ["One", "Two", "Three"].entries())
    await feed.comments(rui, post, `${text} from Rui`, second(index));
  const question = await feed.comments(maria, post, "From when on?", second(5));
  for (const [index, text] of ["Four", "Five", "Six", "Seven"].entries())
    await feed.comments(rui, question, `${text} from Rui`, second(10 + index));

  // Said a minute ago: others may stand above by now.
  await agent.finds(maria);
  await expect(agent.bubble("Six from Rui")).toBeVisible();
  await expect(agent.thread).not.toContainText("Seven from Rui");
  await expect(agent.thread.getByRole("button", { name: "1 more comment after this" })).toBeVisible();

  await agent.thread.getByRole("button", { name: "Show all comments on this post" }).click();
  const dialog = agent.screen.getByRole("dialog", { name: "Comments on this post" });
  await expect(dialog.getByRole("article")).toHaveCount(8);
  await expect(dialog).toContainText("Seven from Rui");
  await expectAccessible(agent.screen);
  const own = dialog.getByRole("article", { name: `${maria.name}, in this conversation` });
  await own.getByRole("button", { name: "Show in the thread" }).click();
  await expect(dialog).toBeHidden();
});

test("visitors' posts, mentions, recommendations and ads say what they are", async ({
  agent,
  facebook,
  feed,
  pageName,
}) => {
  const [vera, noa, tom, lena] = await Promise.all(
    ["Vera", "Noa", "Tom", "Lena"].map((firstName) => customer(facebook, feed, firstName)),
  );
  await feed.visits(vera!, "Left my umbrella with you");
  await feed.mentions(noa!, "The best flat white in town");
  await feed.rates(tom!, "negative", "Cold coffee");
  const ad = await feed.posts("Two for one", { published: false, promoted: true });
  await feed.comments(lena!, ad, "Until when?");

  await agent.opens(vera!);
  await expect(agent.bubble("Left my umbrella")).toContainText("public post");
  await expect(card(agent)).toContainText(`Post by ${vera!.name}`);
  await agent.opens(noa!);
  await expect(card(agent)).toContainText("On somebody else's page");
  await agent.opens(tom!);
  await expect(agent.bubble("Cold coffee")).toContainText(`Doesn't recommend ${pageName}`);
  await expect(agent.row(tom!)).toContainText("Recommendation: Cold coffee");
  await agent.opens(lena!);
  await expect(card(agent)).toContainText("Ad");
});

test("public and private stand apart in one thread, also on a phone", async ({
  facebook,
  feed,
  agent,
  pageName,
}) => {
  const maria = await customer(facebook, feed, "María");
  const post = await feed.posts("Open on Sunday");
  const comment = await feed.comments(maria, post, "From when on?");
  await maria.says("I write to you here as well");
  await agent.opens(maria);
  await expect(agent.thread).toContainText("From here on in private");
  await expect(agent.row(maria)).toContainText("and private");

  await agent.screen.setViewportSize({ width: 390, height: 844 });
  await agent
    .bubble("From when on?")
    .getByRole("button", { name: /^More for/ })
    .click();
  await expect(agent.screen.getByRole("menuitem", { name: "Reply to this" })).toBeVisible();
  await agent.screen.getByRole("menuitem", { name: "Hide" }).click();
  await expect(agent.bubble("From when on?")).toContainText("Hidden by the Page");
  await expect.poll(async () => (await feed.find(comment)).hidden).toBe(true);
  await expect(agent.screen.getByText(`Hidden as ${pageName}`)).toBeVisible();
  await expectAccessible(agent.screen);
});
