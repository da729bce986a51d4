import { expectAccessible } from "../actors/accessibility";
import type { Agent } from "../actors/agent";
import { Feed } from "../actors/feed";
import { test as base, expect } from "../fixtures";

/** A Page of its own for each test, on which a second person looks at what goes out in public. */
const test = base.extend<{ feed: Feed }>({
  feed: async ({ facebook, office, world }, give, { testId }) => {
    const { id } = await facebook.page(`Harbor Roastery ${testId.slice(-5)}`);
    const channel = await office.connect(await facebook.tokenFor(id));
    await office.change(channel.id, { public: true, publicApproval: true });
    await give(new Feed(world.simulator, id));
  },
});

async function answersInPublic(agent: Agent, text: string) {
  await agent.composer.getByRole("radio", { name: "Public" }).check();
  await agent.writes(text);
  await agent.text.press("Control+Enter");
}
const below = async (feed: Feed, comment: string) =>
  (await feed.find(comment)).comments.map(({ text }) => text);
const approvals = (agent: Agent) =>
  agent.screen.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Approvals" });

test("a public reply waits until a second person has edited and approved it", async ({
  agent,
  admin,
  facebook,
  feed,
}) => {
  const maria = await facebook.customer("María", { pageId: feed.pageId });
  const post = await feed.posts("The new roast is here");
  const comment = await feed.comments(maria, post, "Do you deliver?");
  await agent.opens(maria);
  await answersInPublic(agent, "We deliver to-morow.");
  await expect(agent.bubble("We deliver to-morow.")).toContainText("Waits for approval");
  await expect(agent.bubble("We deliver to-morow.").getByRole("button", { name: "Approve" })).toBeHidden();
  await expect(agent.row(maria)).toContainText("Waits for approval");

  await approvals(admin).click();
  await admin.opens(maria);
  const reply = admin.bubble("We deliver to-morow.");
  await expect(reply).toContainText("Only colleagues see it yet");
  await expectAccessible(admin.screen);
  expect(await below(feed, comment)).toEqual([]);

  await reply.getByRole("button", { name: "Edit" }).click();
  const dialog = admin.screen.getByRole("dialog", { name: "Edit before everyone can see it" });
  await dialog.getByRole("textbox", { name: "Public reply" }).fill("We deliver tomorrow.");
  await expectAccessible(admin.screen);
  await dialog.getByRole("button", { name: "Approve as edited" }).click();
  await expect.poll(() => below(feed, comment)).toEqual(["We deliver tomorrow."]);
  await expect(agent.bubble("We deliver tomorrow.")).toContainText("Edited and approved by Ada");
  await expect(agent.bubble("We deliver tomorrow.")).toContainText("Sent");
  await expect(admin.row(maria)).toBeHidden();
});

test("a rejected reply comes back with the reason, and asks anew when it is sent again", async ({
  agent,
  admin,
  facebook,
  feed,
}) => {
  const tom = await facebook.customer("Tom", { pageId: feed.pageId });
  const post = await feed.posts("Open on Sunday");
  const comment = await feed.comments(tom, post, "From when?");
  await agent.opens(tom);
  await answersInPublic(agent, "Read the post.");
  await approvals(admin).click();
  await admin.opens(tom);
  await admin.bubble("Read the post.").getByRole("button", { name: "Reject" }).click();
  await admin.screen.getByRole("textbox", { name: "Reason" }).fill("Too cold");
  await admin.screen.getByRole("dialog").getByRole("button", { name: "Reject" }).click();

  const rejected = agent.bubble("Read the post.");
  await expect(rejected).toContainText("Ada did not approve this reply, so it was not published: “Too cold”");
  await rejected.getByRole("button", { name: "Edit and send again" }).click();
  await expect(agent.text).toHaveValue("Read the post.");
  await answersInPublic(agent, "From ten, you are welcome.");
  await admin.bubble("From ten, you are welcome.").getByRole("button", { name: "Approve" }).click();
  await expect.poll(() => below(feed, comment)).toEqual(["From ten, you are welcome."]);
  await expect(agent.bubble("From ten, you are welcome.")).toContainText("Approved by Ada");
});

test("its author can take a reply back while it waits", async ({ agent, facebook, feed }) => {
  const rui = await facebook.customer("Rui", { pageId: feed.pageId });
  const post = await feed.posts("Closed on Monday");
  const comment = await feed.comments(rui, post, "Why?");
  await agent.opens(rui);
  await answersInPublic(agent, "We are tired.");
  await agent.bubble("We are tired.").getByRole("button", { name: "Cancel" }).click();

  await expect(agent.text).toHaveValue("We are tired.");
  await expect(agent.bubble("We are tired.")).toContainText("taken back before it was sent");
  expect(await below(feed, comment)).toEqual([]);
});
