import { expect, test } from "../fixtures";
import { cast, PASSWORD } from "../stage/world";

test("whoever is not signed in signs in first, and lands where they wanted to go", async ({
  openBrowser,
  witness,
}) => {
  witness.expects(/401/);
  const screen = await openBrowser();
  await screen.goto("/inbox?view=unassigned");
  await screen.getByLabel("E-mail address").fill(cast.ana.email);
  await screen.getByLabel("Password", { exact: true }).fill("not the password");
  await screen.getByRole("button", { name: "Sign in" }).click();
  await expect(screen.getByText("The e-mail address or the password is not right.")).toBeVisible();

  await screen.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await screen.getByRole("button", { name: "Sign in" }).click();
  await expect(screen.getByRole("heading", { name: "Inbox", level: 1 })).toBeVisible();
  await expect(screen).toHaveURL(/view=unassigned/);

  await screen.getByRole("button", { name: "Account of Ana" }).click();
  await screen.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(screen.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("an agent sees no settings of admins, and cannot reach them by their address", async ({ agent }) => {
  const { screen } = agent;
  await screen.goto("/settings/channels");
  await expect(screen.getByText("Harbor Coffee", { exact: true })).toBeVisible();
  await expect(screen.getByRole("link", { name: "Users" })).toBeHidden();
  await expect(screen.getByRole("button", { name: /Unsubscribe/ })).toBeHidden();

  for (const page of ["users", "configuration"]) {
    await screen.goto(`/settings/${page}`);
    await expect(screen.getByText("For admins only")).toBeVisible();
  }
  await screen.goto("/settings/channels/connect");
  await expect(screen.getByText("Only an admin can change channels.")).toBeVisible();
});
