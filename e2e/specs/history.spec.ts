import { expect, test } from "../fixtures";

test("a long thread opens at its end and is read back to its beginning", async ({ agent, facebook }) => {
  const maria = await facebook.customer("María");
  const said = Array.from({ length: 160 }, (_, index) => `Line ${index + 1} of my story`);
  await maria.saysManyThings(said);
  await expect(agent.row(maria)).toContainText("Line 160 of my story");
  await agent.opens(maria);
  await agent.goesToTheNewest();
  await expect(agent.bubble("Line 160 of my story")).toBeInViewport();

  const seen = new Set<number>();
  const oldestSeen = async () => {
    for (const text of await agent.thread.getByRole("article").allInnerTexts())
      seen.add(Number(/Line (\d+) of/.exec(text)?.[1]));
    return Math.min(...seen);
  };
  await agent.thread.hover();
  for (let oldest = await oldestSeen(); oldest > 1; oldest = Math.min(...seen)) {
    await agent.screen.mouse.wheel(0, -600);
    await expect.poll(oldestSeen).toBeLessThan(oldest);
  }
  await agent.screen.mouse.wheel(0, -600);
  await expect(agent.bubble("Line 1 of my story")).toBeInViewport();
  expect([...seen].sort((a, b) => a - b)).toEqual(said.map((_, index) => index + 1));
  expect(await agent.thread.getByRole("article").count()).toBeLessThan(80);

  await maria.says("And this is its end");
  await agent.goesToTheNewest();
  await expect(agent.bubble("And this is its end")).toBeInViewport();
});

test("a long list is read on as one scrolls, each conversation once", async ({ agent, facebook, office }) => {
  const page = await facebook.page("Harbor Market");
  await office.connect(await facebook.tokenFor(page.id));
  const customers = await Promise.all(
    Array.from({ length: 60 }, () => facebook.customer("Tom", { pageId: page.id })),
  );
  for (const customer of customers) await customer.says("Fresh fish today?");
  await facebook.settles();

  await agent.screen.reload();
  await agent.screen.getByRole("combobox", { name: "Channel" }).selectOption("Harbor Market");
  await expect(agent.list.getByRole("link").first()).toContainText(customers.at(-1)!.name);
  const seen = new Set<string | null>();
  const countSeen = async () => {
    const shown = agent.list.getByRole("link");
    for (const href of await shown.evaluateAll((rows) => rows.map((row) => row.getAttribute("href"))))
      seen.add(href);
    return seen.size;
  };
  await agent.list.hover();
  for (let count = await countSeen(); count < customers.length; count = seen.size) {
    await agent.screen.mouse.wheel(0, 500);
    await expect.poll(countSeen).toBeGreaterThan(count);
  }
  expect(seen.size).toBe(customers.length);
  await expect(agent.row(customers[0]!)).toBeVisible();
  expect(await agent.list.getByRole("link").count()).toBeLessThan(40);
});
