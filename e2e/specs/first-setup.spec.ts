import { Agent } from "../actors/agent";
import { expect, test } from "../fixtures";
import { PASSWORD } from "../stage/world";

test("an empty installation asks for its first admin, once", async ({ install, openBrowser }) => {
  const workspace = await install();
  const screen = await openBrowser({ baseURL: workspace.url });
  await screen.goto("/");
  await expect(screen.getByRole("heading", { name: "Set up your workspace" })).toBeVisible();

  await screen.getByLabel("Your name").fill("Greta");
  await screen.getByLabel("E-mail address").fill("greta@harbor.example");
  await screen.getByLabel("Password", { exact: true }).fill("short");
  await screen.getByRole("button", { name: "Create the workspace" }).click();
  await expect(screen.getByRole("alert").filter({ hasText: "10 characters" })).toBeVisible();

  await screen.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await screen.getByRole("button", { name: "Create the workspace" }).click();
  await expect(screen.getByRole("heading", { name: "Channels", level: 1 })).toBeVisible();
  await expect(screen.getByText("No Page is connected yet")).toBeVisible();

  const greta = new Agent(screen, "Greta");
  await greta.entersTheInbox();
  await expect(screen.getByText("No channel is connected yet")).toBeVisible();

  const somebodyElse = await openBrowser({ baseURL: workspace.url });
  await somebodyElse.goto("/setup");
  await expect(somebodyElse.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("an installation without a Facebook app says what is missing", async ({ install, openBrowser }) => {
  const workspace = await install({ ADMIN_EMAIL: "greta@harbor.example", ADMIN_PASSWORD: PASSWORD });
  const screen = await openBrowser({ baseURL: workspace.url });
  await screen.goto("/settings/configuration");
  await screen.getByLabel("E-mail address").fill("greta@harbor.example");
  await screen.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await screen.getByRole("button", { name: "Sign in" }).click();
  await expect(screen.getByRole("heading", { name: "Configuration", level: 1 })).toBeVisible();
  await expect(screen.getByText("FACEBOOK_APP_ID").first()).toBeVisible();

  await screen.goto("/settings/channels/connect");
  await expect(screen.getByText("This installation has no Facebook app yet")).toBeVisible();
  await expect(screen.getByRole("button", { name: "Continue" })).toBeDisabled();
});
