import { expectAccessible } from "../actors/accessibility";
import { watchForJumps } from "../actors/jumps";
import { expect, test } from "../fixtures";

test("photo, recording, film, file and sticker appear without a reload, and nothing jumps", async ({
  agent,
  facebook,
  world,
}) => {
  const maria = await facebook.customer("María");
  await maria.says("I will show you.");
  await agent.opens(maria);
  await expect(agent.bubble("I will show you.")).toBeVisible();
  const asked: string[] = [];
  agent.screen.on("request", (request) => asked.push(request.url()));
  const jumps = await watchForJumps(agent.screen);

  await maria.sends("image");
  const photo = agent.thread.getByRole("img", { name: `Photo from ${maria.name}` });
  await expect.poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);

  await maria.sends("audio");
  const recording = agent.thread.getByRole("group", { name: "Voice message" });
  await expect(recording.getByRole("button", { name: "Play" })).toBeVisible();
  await expect(recording).toContainText("0:02");

  await maria.sends("video");
  const film = agent.thread.getByLabel(`Video from ${maria.name}`);
  await expect.poll(() => film.evaluate((video: HTMLVideoElement) => video.readyState)).toBeGreaterThan(0);

  await maria.sends("file");
  await expect(agent.thread.getByRole("link", { name: "receipt.pdf" })).toContainText(/PDF · \d+ B/);

  await maria.sends("sticker");
  await expect(agent.thread.getByRole("img", { name: "👍" })).toBeVisible();

  expect(await jumps.shifts()).toEqual([]);
  const boxes = await jumps.boxes();
  expect(boxes).toHaveLength(5);
  for (const sizes of boxes) expect(sizes).toHaveLength(1);
  expect(asked.filter((url) => url.startsWith(world.simulator) && url.includes("/cdn/media/"))).toEqual([]);
  await expectAccessible(agent.screen);
});

test("a recording plays after the platform's link has expired", async ({ agent, facebook }) => {
  const tom = await facebook.customer("Tom");
  await tom.sends("audio", "file");
  await agent.opens(tom);
  const recording = agent.thread.getByRole("group", { name: "Voice message" });
  await expect(recording.getByRole("button", { name: "Play" })).toBeVisible();

  await facebook.linksExpire();
  await agent.screen.reload();
  await recording.getByRole("button", { name: "Speed: 1 times" }).click();
  await expect(recording.getByRole("button", { name: "Speed: 1.5 times" })).toBeVisible();
  const position = recording.getByRole("slider", { name: "Position" });
  const now = () => position.inputValue().then(Number);
  await recording.getByRole("button", { name: "Play" }).click();
  await expect.poll(now).toBeGreaterThan(0);
  await expect(recording.getByRole("button", { name: "Play" })).toBeVisible();

  await position.press("ArrowRight");
  expect(await now()).toBeCloseTo(2, 1);
  await position.press("ArrowLeft");
  expect(await now()).toBe(0);

  const saving = agent.screen.waitForEvent("download");
  await agent.thread.getByRole("link", { name: "receipt.pdf" }).click();
  expect((await saving).suggestedFilename()).toBe("receipt.pdf");
});

test("photos open large, by mouse and by keyboard", async ({ agent, facebook }) => {
  const dana = await facebook.customer("Dana");
  await dana.sends("image", "image");
  await dana.sends("image");
  await agent.opens(dana);
  const photos = agent.thread.getByRole("img", { name: "Photo" });
  await expect(photos).toHaveCount(3);

  await photos.first().click();
  const large = agent.screen.getByRole("dialog", { name: `Photo from ${dana.name}` });
  await expect(large).toContainText("1 of 3");
  await expect(large.getByRole("img")).toBeVisible();
  await expect(large.getByRole("button", { name: "Previous photo" })).toBeDisabled();
  await expectAccessible(agent.screen);

  await agent.presses("ArrowRight");
  await expect(large).toContainText("2 of 3");
  await large.getByRole("button", { name: "Next photo" }).click();
  await expect(large).toContainText("3 of 3");
  await agent.presses("z");
  await expect(large.getByRole("button", { name: "Fit to the window" })).toBeVisible();
  await expect(large.getByRole("link", { name: "Download" })).toHaveAttribute(
    "href",
    /^\/api\/attachments\//,
  );

  await agent.presses("Escape");
  await expect(large).toBeHidden();
  await expect(agent.title).toHaveText(dana.name);
});

test("a file that came too late says so, and can be tried again", async ({ agent, facebook }) => {
  const pieter = await facebook.customer("Pieter");
  await pieter.says("Here it is:");
  await agent.opens(pieter);
  await facebook.holdsDeliveries();
  await pieter.sends("image");
  await facebook.linksExpire();
  await facebook.releasesDeliveries();

  await expect(agent.thread.getByText("its link has expired")).toBeVisible();
  await expectAccessible(agent.screen);
  const jumps = await watchForJumps(agent.screen);
  await facebook.calmsDown();
  await agent.thread.getByRole("button", { name: "Try again" }).click();
  await expect(agent.thread.getByRole("img", { name: "Photo" })).toBeVisible();
  for (const sizes of await jumps.boxes()) expect(sizes).toHaveLength(1);
});
