import { existsSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { createCrew } from "./crew.mjs";
import { colleagues, demoEnvironment } from "./demo/demo-environment.mjs";
import { buildWhenNeeded, installWhenNeeded, root } from "./prepare.mjs";
import { startSettings } from "./start-settings.mjs";

// Only what Node itself brings may be imported here: on a fresh clone nothing is installed yet.

const development = process.argv.includes("--dev");
const server = development ? "dist/server-development.mjs" : "dist/server.mjs";
const crew = createCrew(root);
let interruptedAt = 0;
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, interrupt);
if (process.env.npm_lifecycle_event) endWithParent();

try {
  refuseOldNode();
  const settings = readSettings();
  await refuseTakenPorts(settings);
  await installWhenNeeded(crew.run);
  // In development only the server is bundled; Next builds each page as it is asked for.
  if (development) await crew.run(process.execPath, ["scripts/bundle-server.mjs", server], process.env);
  else await buildWhenNeeded(crew.run);
  await startAll(settings);
  await crew.loss;
} catch (error) {
  await stop(error);
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 12)) {
    throw new Error(`Pagedesk needs Node 20.19 or newer; this is ${process.version}.`);
  }
}

function readSettings() {
  const file = path.join(root, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
  return startSettings(process.env, root);
}

/** @param {ReturnType<typeof startSettings>} settings */
async function startAll(settings) {
  const NODE_ENV = development ? "development" : "production";
  const common = { ...process.env, NODE_ENV, DATA_DIR: settings.dataDir, PORT: String(settings.port) };
  const env = settings.demo ? demoEnvironment(settings, common) : { ...common, DEMO: "0" };

  if (settings.demo) await startSimulator(env);
  if (!settings.servesRequests) return console.log(await startServer(env, "working"));

  await startServer(env, "listening: ");
  if (settings.demo) await setUpDemo({ ...env, APP_URL: settings.url });
  if (!interruptedAt) greet(settings, env);
}

/** @param {NodeJS.ProcessEnv} env */
function startSimulator(env) {
  const args = ["--import", "tsx", "simulator/main.ts"];
  return crew.start("simulator", args, { env, isReady: (line) => line.startsWith("simulator ready") });
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} word what the server prints once it is up
 */
function startServer(env, word) {
  return crew.start("workspace", ["--enable-source-maps", server], {
    env,
    isReady: (line) => line.startsWith(word),
  });
}

/** The workspace is useful without its example data, so a failure here is told and no more. */
async function setUpDemo(env) {
  const args = ["--import", "tsx", "scripts/demo/set-up-demo.ts"];
  const setUp = crew.run(process.execPath, args, env).catch(() => {
    if (!interruptedAt) console.log("The example data is not complete; the workspace runs all the same.");
  });
  await Promise.race([setUp, crew.loss]);
}

function greet({ url, demo, simulatorPort }, env) {
  console.log(`\n  Workspace          ${url}`);
  if (demo) {
    console.log(`  Customers' phones  http://localhost:${simulatorPort}/phone\n\n  Sign in as`);
    console.log(`  admin    ${env.ADMIN_EMAIL.padEnd(22)} ${env.ADMIN_PASSWORD}`);
    for (const { email, role } of colleagues) {
      console.log(`  ${role.padEnd(8)} ${email.padEnd(22)} ${env.DEMO_PASSWORD}`);
    }
  }
  console.log(`\nready: ${url}`);
}

/** @param {ReturnType<typeof startSettings>} settings */
async function refuseTakenPorts({ port, servesRequests, demo, simulatorPort }) {
  if (servesRequests) await refuseTakenPort("PORT", port);
  if (demo) await refuseTakenPort("SIMULATOR_PORT", simulatorPort);
}

/**
 * @param {string} variable
 * @param {number} port
 */
function refuseTakenPort(variable, port) {
  const other = `Another program uses port ${port}. End it, or choose another port: ${variable}=${port + 1} npm start`;
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (cause) => reject(cause.code === "EADDRINUSE" ? new Error(other) : cause));
    probe.listen(port, () => probe.close(resolve));
  });
}

/** npm hands a SIGTERM to the shell between us, which ends without a word. */
function endWithParent() {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    interrupt();
  }, 200).unref();
}

async function interrupt() {
  // Ctrl-C arrives twice, from the terminal and from npm; only a later one is impatience.
  if (interruptedAt && Date.now() - interruptedAt < 1000) return;
  if (interruptedAt) {
    crew.kill();
    process.exit(1);
  }
  interruptedAt = Date.now();
  await crew.end();
  process.exit(0);
}

/** @param {Error} error */
async function stop(error) {
  // An interruption breaks off whatever was going on; it ends the process itself when all is quiet.
  if (interruptedAt) return;
  console.error(`\n${error.message}`);
  await crew.end();
  process.exit(1);
}
