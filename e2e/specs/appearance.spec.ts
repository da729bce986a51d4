import { expect, test } from "../fixtures";

test("light and dark follow the system, and a choice of one's own wins", async ({
  agent,
  facebook,
}, testInfo) => {
  const { screen } = agent;
  const maria = await facebook.customer("María");
  await maria.says("Is my order on its way?");
  await agent.opens(maria);
  await expect(agent.bubble("Is my order on its way?")).toBeVisible();

  const brightness = async (name: string) => {
    const picture = await screen.screenshot();
    await testInfo.attach(`${name}.png`, { body: picture, contentType: "image/png" });
    return brightnessOf(picture);
  };
  await screen.emulateMedia({ colorScheme: "light" });
  await expect.poll(() => brightness("light")).toBeGreaterThan(0.8);
  await screen.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => brightness("dark")).toBeLessThan(0.25);

  await screen.getByRole("button", { name: "Account of Ana" }).click();
  await screen.getByRole("menuitemcheckbox", { name: "Light" }).click();
  await expect.poll(() => brightness("chosen")).toBeGreaterThan(0.8);

  /** 0 is black, 1 is white: the mean over the screen, as a browser decodes it. */
  async function brightnessOf(picture: Buffer) {
    const canvas = await screen.context().newPage();
    const mean = await canvas.evaluate(
      async (address) => {
        const image = await createImageBitmap(await (await fetch(address)).blob());
        const context = new OffscreenCanvas(image.width, image.height).getContext("2d")!;
        context.drawImage(image, 0, 0);
        const { data } = context.getImageData(0, 0, image.width, image.height);
        let sum = 0;
        for (let place = 0; place < data.length; place += 4)
          sum += data[place]! + data[place + 1]! + data[place + 2]!;
        return sum / ((data.length / 4) * 3 * 255);
      },
      `data:image/png;base64,${picture.toString("base64")}`,
    );
    await canvas.close();
    return mean;
  }
});
