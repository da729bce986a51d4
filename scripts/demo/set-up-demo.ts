import colleagues from "./colleagues.json";
import { Simulator } from "./simulator";
import { findSilentPeople, tellStories } from "./stories";
import { Workspace } from "./workspace";

/**
 * Fills a new workspace with a brand, colleagues and customers, over the same HTTP that anybody could use. Every step
 * looks first what is there, so it may run at each start.
 */

try {
  await setUpDemo();
} catch (error) {
  console.error(`Setting up the example data failed: ${explain(error)}`);
  process.exitCode = 1;
}

async function setUpDemo() {
  const appId = given("FACEBOOK_APP_ID");
  const simulator = await Simulator.open(given("FACEBOOK_GRAPH_URL"));
  await simulator.registerApp({
    id: appId,
    secret: given("FACEBOOK_APP_SECRET"),
    verifyToken: given("FACEBOOK_VERIFY_TOKEN"),
    workspace: given("APP_URL"),
  });

  // Once everybody has written, the demo belongs to whoever tries it: passwords may differ, Pages may be gone.
  const silent = await findSilentPeople(simulator);
  if (silent.size === 0) return;
  const origin = `http://localhost:${given("PORT")}`;
  const workspace = await Workspace.signIn(origin, given("ADMIN_EMAIL"), given("ADMIN_PASSWORD"));
  await workspace.addColleagues(colleagues, given("DEMO_PASSWORD"));
  if (!(await workspace.hasChannels())) {
    const pageAccessToken = await simulator.pageToken(appId, "Harbor Coffee", "Grace Harbor");
    await workspace.connectPage({ pageAccessToken, public: true });
  }
  await tellStories(simulator, silent);
}

function given(variable: string): string {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set; \`npm start\` sets it.`);
  return value;
}

function explain(error: unknown) {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
