import { expect, test } from "../fixtures";
import { PASSWORD } from "../stage/world";

test("a colleague comes by a link, works, and is out at once when disabled", async ({
  admin,
  newcomer,
  openBrowser,
  facebook,
  witness,
}) => {
  witness.expects(/401/);
  const { name, email } = newcomer("Jonas");
  await admin.screen.goto("/settings/users");
  await admin.screen.getByRole("button", { name: "Add user" }).first().click();
  const dialog = admin.screen.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByLabel("E-mail address").fill(email);
  await dialog.getByRole("button", { name: "Add user" }).click();
  const link = await dialog.getByLabel(`Link for ${name}`).inputValue();
  await dialog.getByRole("button", { name: "Done" }).click();
  const row = admin.screen.getByRole("listitem").filter({ hasText: email });
  await expect(row).toContainText("Invited");

  const jonas = await openBrowser();
  await jonas.goto(link);
  await expect(jonas.getByRole("heading", { name: `Welcome, ${name}` })).toBeVisible();
  await jonas.getByLabel("Choose a password").fill(PASSWORD);
  await jonas.getByRole("button", { name: "Go to the inbox" }).click();
  await expect(jonas.getByRole("heading", { name: "Inbox", level: 1 })).toBeVisible();
  await jonas.goto("/inbox?view=all");
  const maria = await facebook.customer("María");
  await maria.says("Hello Jonas");
  await expect(jonas.getByRole("link", { name: maria.name })).toBeVisible();

  const somebodyElse = await openBrowser();
  await somebodyElse.goto(link);
  await expect(somebodyElse.getByRole("heading", { name: "This link can't be used" })).toBeVisible();

  await admin.screen.reload();
  await row.getByRole("button", { name: `More for ${name}` }).click();
  await admin.screen.getByRole("menuitem", { name: "Disable" }).click();
  await admin.screen.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
  await expect(row).toContainText("Disabled");
  await expect(jonas.getByRole("heading", { name: "Sign in" })).toBeVisible();

  await jonas.getByLabel("E-mail address").fill(email);
  await jonas.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await jonas.getByRole("button", { name: "Sign in" }).click();
  await expect(jonas.getByText("The e-mail address or the password is not right.")).toBeVisible();
});

test("a changed password ends the sessions in other browsers", async ({
  newcomer,
  openBrowser,
  office,
  witness,
}) => {
  witness.expects(/401/);
  const nina = await office.employ(newcomer("Nina", "manager"));
  const storageState = await nina.http.storageState();
  const [here, there] = [await openBrowser({ storageState }), await openBrowser({ storageState })];
  await there.goto("/inbox");
  await expect(there.getByRole("heading", { name: "Inbox", level: 1 })).toBeVisible();

  await here.goto("/settings/account");
  await here.getByLabel("Current password").fill(PASSWORD);
  await here.getByLabel("New password").fill(`${PASSWORD}-again`);
  await here.getByRole("button", { name: "Change password" }).click();
  await expect(here.getByText("Your password is changed.")).toBeVisible();
  await expect(there.getByRole("heading", { name: "Sign in" })).toBeVisible();

  await here.goto("/inbox");
  await expect(here.getByRole("heading", { name: "Inbox", level: 1 })).toBeVisible();
});
