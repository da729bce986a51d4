import { expect, test } from "../fixtures";

test("an answer from the Page's own inbox stands in the thread under the external user", async ({
  admin,
  agent,
  facebook,
  office,
}) => {
  const page = await facebook.page("Harbor Books");
  const channel = await office.connect(await facebook.tokenFor(page.id));
  const lena = await facebook.customer("Lena", { pageId: page.id });
  await lena.says("Are you open on the holiday?");
  await agent.opens(lena);

  await facebook.answersFromThePagesInbox(lena, "Yes, from nine to two.");
  await expect(agent.bubble("Yes, from nine to two.")).toContainText("Outside Pagedesk");
  await expect(agent.row(lena)).toContainText("Outside Pagedesk: Yes, from nine to two.");

  await admin.screen.goto(`/settings/channels/${channel.id}`);
  await admin.screen.getByRole("button", { name: "New external user" }).click();
  await admin.screen.getByLabel("Name of the external user").fill("Shop counter");
  await admin.screen.getByRole("button", { name: "Create" }).click();
  await expect(admin.screen.getByLabel("External user", { exact: true })).toHaveText(/Shop counter/);
  await admin.screen.getByRole("button", { name: "Save" }).click();
  await expect(admin.screen.getByText("Saved.")).toBeVisible();

  await facebook.answersFromThePagesInbox(lena, "See you then.");
  await expect(agent.bubble("See you then.")).toContainText("Shop counter · outside Pagedesk");
});

test("our own answer comes back as an echo and still stands there once", async ({ agent, facebook }) => {
  const tom = await facebook.customer("Tom");
  await tom.says("Hello");
  await agent.opens(tom);
  await agent.replies("Hello Tom");
  await expect.poll(() => tom.replies()).toEqual(["Hello Tom"]);
  await facebook.settles();

  await tom.says("Thank you");
  await expect(agent.bubble("Thank you")).toBeVisible();
  await expect(agent.thread.getByRole("article")).toHaveText([/Hello/, /Hello Tom/, /Thank you/]);
  await expect(agent.thread).not.toContainText("Outside Pagedesk");
});
