import { expect, test } from "../fixtures";

const SENTENCE =
  "We bake our bread every morning at five, and what is left in the evening goes to the shelter. ";

test("near the limit a counter appears, and a longer answer is split at the ends of sentences", async ({
  agent,
  facebook,
}) => {
  const maria = await facebook.customer("María");
  await maria.says("Tell me about your bread");
  await agent.opens(maria);

  await agent.writes("Short");
  await expect(agent.composer).not.toContainText("640");
  await agent.writes(SENTENCE.repeat(6).trim());
  await expect(agent.composer).toContainText("/ 640");

  const long = SENTENCE.repeat(9).trim();
  await agent.writes(long);
  await expect(agent.sendButton).toHaveAccessibleName(/^Split into 2 messages/);
  await agent.sendButton.click();

  await expect.poll(async () => (await maria.replies()).length).toBe(2);
  const parts = await maria.replies();
  expect(parts.join(" ")).toBe(long);
  for (const part of parts) {
    expect(part!.length).toBeLessThanOrEqual(640);
    expect(part).toMatch(/shelter\.$/);
  }
});
