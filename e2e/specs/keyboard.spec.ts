import { expect, test } from "../fixtures";

test("a key takes effect before the next one is struck", async ({ agent, facebook }) => {
  const maria = await facebook.customer("María");
  await maria.says("Is anybody there?");
  await expect(agent.row(maria)).toBeVisible();

  const focused = await agent.screen.evaluate(() => {
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
    return document.activeElement?.closest("li")?.textContent ?? null;
  });
  expect(focused).toContain(maria.name);
});

test("the keyboard does it all", async ({ agent, facebook }) => {
  const tom = await facebook.customer("Tom");
  await tom.says("First");
  await expect(agent.row(tom)).toBeVisible();
  const maria = await facebook.customer("María");
  await maria.says("Second");
  await expect(agent.row(maria)).toBeVisible();

  await agent.presses("j");
  await expect(agent.row(maria)).toBeFocused();
  await agent.presses("j");
  await expect(agent.row(tom)).toBeFocused();
  await agent.presses("k", "Enter");
  await expect(agent.title).toHaveText(maria.name);

  await agent.presses("r");
  await expect(agent.text).toBeFocused();
  await agent.screen.keyboard.type("Typed, never clicked.");
  await agent.presses("Control+Enter");
  await expect.poll(() => maria.lastReply()).toBe("Typed, never clicked.");

  await agent.presses("Escape", "?");
  const keys = agent.screen.getByRole("dialog", { name: "Keys" });
  await expect(keys).toContainText("Next and previous conversation");
  await agent.presses("Escape");
  await expect(keys).toBeHidden();

  await agent.presses("e");
  await expect(agent.row(maria)).toBeHidden();
  await expect(agent.thread).toContainText("Closed by Ana");

  await agent.presses("/");
  await agent.screen.keyboard.type(tom.name);
  await expect(agent.list.getByRole("link")).toHaveCount(1);
  await expect(agent.row(tom)).toBeVisible();
});
