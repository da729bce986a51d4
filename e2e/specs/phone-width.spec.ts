import { expectAccessible } from "../actors/accessibility";
import { Agent } from "../actors/agent";
import { expect, test } from "../fixtures";

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

test("on a phone each pane is a screen, and one can answer on the way", async ({
  openBrowser,
  facebook,
  world,
}) => {
  const screen = await openBrowser({ ...PHONE, storageState: world.sessions.ana });
  const agent = new Agent(screen, "Ana");
  const maria = await facebook.customer("María");
  await agent.entersTheInbox();
  await maria.says("Is my order on its way?");

  await agent.row(maria).tap();
  await expect(agent.bubble("Is my order on its way?")).toBeVisible();
  await expect(agent.list).toBeHidden();
  await expectAccessible(screen);
  await agent.writes("It ships today.");
  await agent.sendButton.tap();
  await expect.poll(() => maria.lastReply()).toBe("It ships today.");

  await screen.getByRole("button", { name: "Show or hide the contact" }).tap();
  await expect(agent.contact.getByRole("heading", { name: maria.name })).toBeVisible();
  await expect(agent.thread).toBeHidden();
  await agent.contact.getByRole("button", { name: "Back to the conversation" }).tap();
  await expect(agent.thread).toBeVisible();
  await screen.getByRole("button", { name: "Back to the list" }).tap();
  await expect(agent.row(maria)).toContainText("You: It ships today.");
  await expectAccessible(screen);

  for (const address of ["/inbox?view=all", "/settings/channels", "/settings/account"]) {
    await screen.goto(address);
    await expect(screen.getByRole("heading", { level: 1 }).first()).toBeVisible();
    const overhang = await screen.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overhang, `${address} is not wider than the phone`).toBeLessThanOrEqual(0);
  }
});
