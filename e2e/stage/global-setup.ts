import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Control } from "./control";
import { Office } from "./office";
import { startSimulator } from "./start-simulator";
import { startWorkspace } from "./start-workspace";
import { cast, PASSWORD, tellWorld } from "./world";

const APP_ID = "880011223344556";
const HARBOR_COFFEE = "1040055501112223";

/** Starts the platform and the product, and lets a brand open its doors: one Page, an admin, an agent. */
export default async function globalSetup() {
  const endings: (() => unknown)[] = [];
  const end = async () => {
    for (const ending of endings.toReversed()) await ending();
  };
  try {
    await setUp(endings);
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}

async function setUp(endings: (() => unknown)[]) {
  const folder = mkdtempSync(path.join(tmpdir(), "pagedesk-e2e-cast-"));
  endings.push(() => rmSync(folder, { recursive: true, force: true }));
  const app = {
    id: APP_ID,
    secret: randomBytes(16).toString("hex"),
    verifyToken: randomBytes(8).toString("hex"),
  };

  const simulator = await startSimulator();
  endings.push(simulator.stop);
  const workspace = await startWorkspace({
    ADMIN_EMAIL: cast.ada.email,
    ADMIN_PASSWORD: PASSWORD,
    FACEBOOK_APP_ID: app.id,
    FACEBOOK_APP_SECRET: app.secret,
    FACEBOOK_VERIFY_TOKEN: app.verifyToken,
    FACEBOOK_GRAPH_URL: simulator.url,
    FACEBOOK_DIALOG_URL: simulator.url,
  });
  endings.push(workspace.stop);

  const control = new Control(simulator.url);
  await control.post("/demo");
  await control.post("/apps", {
    ...app,
    name: "Harbor Desk",
    callbackUrl: `${workspace.url}/api/webhooks/facebook`,
    redirectUris: [`${workspace.url}/api/channels/facebook/callback`],
  });
  const { accessToken } = await control.post<{ accessToken: string }>(`/pages/${HARBOR_COFFEE}/token`, {
    appId: app.id,
  });

  const sessions = { ada: path.join(folder, "ada.json"), ana: path.join(folder, "ana.json") };
  const office = await Office.signIn(workspace.url, cast.ada.email, PASSWORD);
  await office.renameMyself(cast.ada.name);
  await office.connect(accessToken);
  await office.keepSession(sessions.ada);
  const ana = await office.employ(cast.ana);
  await ana.keepSession(sessions.ana);

  tellWorld({
    workspace: workspace.url,
    dataDir: workspace.dataDir,
    simulator: simulator.url,
    appId: app.id,
    pageId: HARBOR_COFFEE,
    sessions,
  });
}
