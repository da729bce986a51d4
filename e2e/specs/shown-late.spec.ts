import { expect, test } from "../fixtures";

test("what is fetched when it is wanted takes the keyboard at once", async ({ agent, facebook }) => {
  const maria = await facebook.customer("María");
  await maria.says("Which sizes do you have?");
  await agent.opens(maria);
  const { screen } = agent;

  await screen.getByRole("button", { name: "Quick replies" }).click();
  await expect(screen.getByLabel("Add a quick reply, Enter adds it")).toBeFocused();
  await screen.keyboard.type("Small");
  await screen.keyboard.press("Enter");
  await expect(screen.getByLabel("Remove the quick reply Small")).toBeVisible();

  await screen.getByRole("button", { name: "Add attribute" }).focus();
  await screen.keyboard.press("Enter");
  await expect(screen.getByLabel("Name", { exact: true })).toBeFocused();
  await screen.keyboard.type("Customer no.");
  await screen.keyboard.press("Tab");
  await screen.keyboard.type("1234");
  await screen.keyboard.press("Enter");
  await expect(screen.getByRole("button", { name: "Change Customer no." })).toBeVisible();
});

test("what can't be fetched without a connection says so, and the rest of the screen stands", async ({
  agent,
  facebook,
  witness,
}) => {
  witness.expects(/ERR_INTERNET_DISCONNECTED|WebSocket connection|ChunkLoadError|Failed to load chunk/);
  const maria = await facebook.customer("María");
  await maria.says("Which sizes do you have?");
  await agent.opens(maria);
  const { screen } = agent;
  await agent.goesOffline();
  await expect(screen.getByText("You are offline.")).toBeVisible();

  await screen.getByRole("button", { name: "Quick replies" }).click();
  await expect(screen.getByText("Quick replies can't be changed without a connection.")).toBeVisible();
  await screen.getByRole("button", { name: "Add attribute" }).click();
  await expect(screen.getByText("Attributes can't be changed without a connection.")).toBeVisible();
  await screen.getByRole("button", { name: "Cancel" }).click();

  await agent.replies("Small and large.");
  await agent.comesBackOnline();
  await expect.poll(() => maria.replies()).toEqual(["Small and large."]);
});
