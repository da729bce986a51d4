import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The app that the simulator's demo world knows. */
const APP_ID = "880011223344556";

/** Of everybody in the demo. */
const PASSWORD = "harbor-coffee-demo";

/**
 * Who works at the demo's brand beside the admin.
 *
 * @type {{ name: string, email: string, role: string }[]}
 */
export const colleagues = JSON.parse(readFileSync(new URL("colleagues.json", import.meta.url), "utf8"));

/**
 * The environment of a workspace whose Facebook is the simulator. The app's secrets are made once and kept, and what
 * the environment says already stays.
 *
 * @param {{ dataDir: string, simulatorPort: number }} settings
 * @param {NodeJS.ProcessEnv} env
 */
export function demoEnvironment({ dataDir, simulatorPort }, env) {
  const simulator = `http://localhost:${simulatorPort}`;
  const { secret, verifyToken } = demoApp(dataDir);
  return {
    ...env,
    DEMO: "1",
    SIMULATOR_PORT: String(simulatorPort),
    SIMULATOR_DATA: env.SIMULATOR_DATA || path.join(dataDir, "simulator.json"),
    FACEBOOK_GRAPH_URL: simulator,
    FACEBOOK_DIALOG_URL: simulator,
    FACEBOOK_APP_ID: APP_ID,
    FACEBOOK_APP_SECRET: secret,
    FACEBOOK_VERIFY_TOKEN: verifyToken,
    ADMIN_EMAIL: env.ADMIN_EMAIL || "ada@harbor.example",
    ADMIN_PASSWORD: env.ADMIN_PASSWORD || PASSWORD,
    DEMO_PASSWORD: PASSWORD,
  };
}

/** @param {string} dataDir */
function demoApp(dataDir) {
  const file = path.join(dataDir, "demo-app.json");
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const app = { secret: randomBytes(16).toString("hex"), verifyToken: randomBytes(16).toString("hex") };
    writeFileSync(file, JSON.stringify(app), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, "utf8"));
}
