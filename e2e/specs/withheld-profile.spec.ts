import { expect, test } from "../fixtures";

test("where the platform withholds the profile, it says so and one can still answer", async ({
  agent,
  facebook,
}) => {
  const lena = await facebook.customer("Lena", { profile: "withheld" });
  await lena.says("Habt ihr am Feiertag geöffnet?");
  const row = agent.list.getByRole("link").filter({ hasText: "Habt ihr am Feiertag geöffnet?" });
  await expect(row).not.toContainText(lena.name);
  await row.click();

  await expect(agent.contact).toContainText("Facebook doesn't share this person's profile");
  await agent.replies("Ja, bis 14 Uhr.");
  await expect.poll(() => lena.lastReply()).toBe("Ja, bis 14 Uhr.");
});
