import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createCrew } from "./crew.mjs";
import { build, installWhenNeeded, root } from "./prepare.mjs";
import {
  FAILED,
  ledgerResult,
  PASSED,
  playwrightResult,
  settle,
  sum,
  vitestResult,
} from "./test-results.mjs";

// Only what Node itself brings may be imported here: on a fresh clone nothing is installed yet.

const EVERY_FAULT = ["--minutes", "0.8", "--seed", "11", "--rate", "40", "--people", "60", "--agents", "6"];
const PLANTED = ["--minutes", "0.2", "--rate", "40", "--people", "40", "--faults", "none", "--plant", "all"];

const { run } = createCrew(root);
const reports = mkdtempSync(path.join(tmpdir(), "pagedesk-test-"));
const results = [];

const installed = await stage("Packages", () => check(() => installWhenNeeded(run)));
if (installed) {
  await stage("Format and lint", () => check(() => tool("biome", "ci", ".")));
  await stage("Types", () => check(types));
  await stage("Unit and integration tests", vitest);
  const built = await stage("Build", () => check(() => build(run)));
  if (built) {
    await stage("The ledger, with every fault at work", () => ledger("clean", EVERY_FAULT));
    await stage("The ledger, with defects planted", () => ledger("planted", PLANTED));
    await stage("End-to-end tests", playwright);
  } else await stage("Ledger and end-to-end tests: not run, because there is no build", async () => FAILED);
}

rmSync(reports, { recursive: true });
const { passed, failed } = sum(results);
process.exitCode = failed ? 1 : 0;
console.log(`\n${passed} passed, ${failed} failed`);

/**
 * @param {string} title
 * @param {() => Promise<import("./test-results.mjs").Result>} work
 */
async function stage(title, work) {
  console.log(`\n== ${title}`);
  const start = performance.now();
  const result = await work();
  results.push(result);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`-- ${title}: ${result.passed} passed, ${result.failed} failed, ${seconds} s`);
  return result.failed === 0;
}

async function types() {
  await tool("next", "typegen");
  await tool("tsc", "--noEmit");
}

async function vitest() {
  const report = path.join(reports, "vitest.json");
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const succeeded = await succeeds(() => tool("vitest", ...args));
  return settle(read(report, vitestResult), succeeded);
}

/**
 * A short run. It ends with a code of its own where it names differences, as it must where they were planted: what
 * counts stands in its report.
 *
 * @param {string} name
 * @param {string[]} wishes
 */
async function ledger(name, wishes) {
  const report = path.join(reports, `ledger-${name}.json`);
  const args = ["--import", "tsx", "ledger/run-ledger.ts", "--out", report, ...wishes];
  await succeeds(() => run(process.execPath, args));
  return read(report, ledgerResult) ?? FAILED;
}

async function playwright() {
  const report = path.join(reports, "playwright.json");
  process.env.PLAYWRIGHT_JSON_OUTPUT_FILE = report;
  const succeeded = await succeeds(() => tool("playwright", "test", "--reporter=list,json"));
  return settle(read(report, playwrightResult), succeeded);
}

/** @param {() => Promise<void>} work */
async function check(work) {
  return (await succeeds(work)) ? PASSED : FAILED;
}

/** @param {() => Promise<void>} work */
function succeeds(work) {
  return work().then(
    () => true,
    (error) => {
      console.error(error.message);
      return false;
    },
  );
}

/**
 * @param {string} name
 * @param {string[]} args
 */
function tool(name, ...args) {
  return run(path.join(root, "node_modules/.bin", name), args);
}

/**
 * @param {string} file
 * @param {(report: never) => import("./test-results.mjs").Result} count
 */
function read(file, count) {
  try {
    return count(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}
