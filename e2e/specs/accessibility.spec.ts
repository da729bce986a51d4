import { expectAccessible } from "../actors/accessibility";
import { Agent } from "../actors/agent";
import { FacebookWindow } from "../actors/facebook-window";
import { expect, test } from "../fixtures";
import { PASSWORD } from "../stage/world";

test("the screens before the workspace", async ({ newcomer, openBrowser, office }) => {
  const screen = await openBrowser();
  await screen.goto("/sign-in");
  await screen.getByRole("button", { name: "Sign in" }).click();
  await expect(screen.getByText("Enter your e-mail address.")).toBeVisible();
  await expectAccessible(screen);

  const ilse = newcomer("Ilse");
  const { invitationUrl } = await office.call<{ invitationUrl: string }>("POST", "/api/users", ilse);
  await screen.goto(invitationUrl);
  await expect(screen.getByRole("heading", { name: `Welcome, ${ilse.name}` })).toBeVisible();
  await expectAccessible(screen);
});

test("an empty installation", async ({ install, openBrowser }) => {
  const workspace = await install();
  const screen = await openBrowser({ baseURL: workspace.url });
  await screen.goto("/setup");
  await expect(screen.getByRole("heading", { name: "Set up your workspace" })).toBeVisible();
  await expectAccessible(screen);

  await screen.getByLabel("Your name").fill("Greta");
  await screen.getByLabel("E-mail address").fill("greta@harbor.example");
  await screen.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await screen.getByRole("button", { name: "Create the workspace" }).click();
  await expect(screen.getByText("No Page is connected yet")).toBeVisible();
  await expectAccessible(screen);

  await new Agent(screen, "Greta").entersTheInbox("mine");
  await expect(screen.getByText("No channel is connected yet")).toBeVisible();
  await expectAccessible(screen);
});

test("the inbox with an open thread that holds every kind of message", async ({ agent, facebook }) => {
  const maria = await facebook.customer("María");
  await facebook.inThePast(30, () => maria.says("Yesterday's question"));
  await maria.taps("Get started", "GET_STARTED");
  await maria.says("Where is my order?", { quickReplyPayload: "ORDER_STATUS" });
  for (const kind of ["image", "sticker", "audio", "file"] as const) await maria.sends(kind);
  await facebook.answersFromThePagesInbox(maria, "From the counter");
  await facebook.tellsOf(maria, {
    message: { mid: "m_strange", attachments: [{ type: "hologram", payload: {} }] },
  });

  await agent.opens(maria);
  await agent.notes("Between us");
  await agent.replies("It ships today.");
  await expect(agent.bubble("It ships today.")).toContainText("Delivered");
  await maria.blocksThePage();
  await agent.replies("And this one fails.");
  await expect(agent.bubble("And this one fails.")).toContainText("Not sent.");
  await expectAccessible(agent.screen);

  await agent.presses("Escape", "?");
  await expect(agent.screen.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await expectAccessible(agent.screen);
});

test("the inbox with nothing in it, with a shut window, and offline", async ({
  facebook,
  newcomer,
  office,
  openBrowser,
  witness,
}) => {
  witness.expects(/ERR_INTERNET_DISCONNECTED/);
  const employed = await office.employ(newcomer("Ines"));
  const ines = new Agent(await openBrowser({ storageState: await employed.http.storageState() }), "Ines");
  await ines.entersTheInbox("mine");
  await expect(ines.screen.getByText("Nothing is assigned to you")).toBeVisible();
  await expectAccessible(ines.screen);

  const pieter = await facebook.customer("Pieter");
  await facebook.inThePast(8 * 24, () => pieter.says("Long ago"));
  await ines.chooses("All");
  await ines.finds(pieter);
  await expect(ines.composer).toContainText("The time to reply is over");
  await ines.goesOffline();
  await expect(ines.screen.getByText("You are offline.")).toBeVisible();
  await expectAccessible(ines.screen);
});

for (const [name, address] of [
  ["channels", "/settings/channels"],
  ["users", "/settings/users"],
  ["configuration", "/settings/configuration"],
  ["deliveries set aside", "/settings/set-aside"],
  ["own account", "/settings/account"],
] as const) {
  test(`the settings: ${name}`, async ({ admin }) => {
    await admin.screen.goto(address);
    await expect(admin.screen.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(admin.screen);
  });
}

test("an address that leads nowhere", async ({ admin, witness }) => {
  witness.expects(/404/);
  await admin.screen.goto("/nowhere");
  await expect(admin.screen.getByText("There is nothing at this address")).toBeVisible();
  await expectAccessible(admin.screen);
});

test("the settings of a channel, and the dialog to add a user", async ({ admin }) => {
  const { screen } = admin;
  await screen.goto("/settings/channels");
  await screen.getByRole("link", { name: "Settings of Harbor Coffee", exact: true }).click();
  await expect(screen.getByRole("heading", { name: "Settings", level: 2 })).toBeVisible();
  await screen.getByText(/^What arrives/).click();
  await expectAccessible(screen);

  await screen.goto("/settings/users");
  await screen.getByRole("button", { name: "Add user" }).first().click();
  await expect(screen.getByRole("dialog", { name: "Add a user" })).toBeVisible();
  await expectAccessible(screen);
});

test("each step of connecting a Page", async ({ newcomer, openBrowser, office }) => {
  const otto = await office.employ(newcomer("Otto", "admin"));
  const screen = await openBrowser({ storageState: await otto.http.storageState() });
  await screen.goto("/settings/channels/connect");
  await expect(screen.getByRole("heading", { name: "What you need" })).toBeVisible();
  await expectAccessible(screen);

  await screen.getByRole("button", { name: "Continue" }).click();
  const refused = await FacebookWindow.opensAt(screen, "Log in with Facebook");
  await expect(screen.getByRole("heading", { name: "Continue in the Facebook window" })).toBeVisible();
  await expectAccessible(screen);
  await refused.cancels();
  await expect(screen.getByText("Facebook didn't grant access")).toBeVisible();
  await expectAccessible(screen);

  const granted = await FacebookWindow.opensAt(screen, "Ask again");
  await granted.continuesAs("Grace Harbor", { withoutPermissions: ["pages_read_engagement"] });
  await expect(screen.getByRole("heading", { name: "Choose Pages" })).toBeVisible();
  await expectAccessible(screen);

  await screen.getByRole("checkbox", { name: /^Harbor Bakery/ }).check();
  await screen.getByRole("button", { name: "Connect and subscribe" }).click();
  await expect(screen.getByRole("button", { name: "Done" })).toBeEnabled();
  await expectAccessible(screen);
  await screen.getByRole("button", { name: "Done" }).click();
  await expect(screen.getByRole("heading", { name: "Connected" })).toBeVisible();
  await expectAccessible(screen);
});
