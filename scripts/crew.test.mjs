import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createCrew } from "./crew.mjs";

const env = { PATH: process.env.PATH };
const isReady = (line) => line.startsWith("up");

let crew;
let said;

beforeEach(() => {
  crew = createCrew(tmpdir());
  said = [];
  vi.spyOn(console, "log").mockImplementation((line) => said.push(line));
});

afterEach(async () => {
  await crew.end();
  vi.restoreAllMocks();
});

/** A program that says what it was told to say, stays, and takes its leave when it is ended. */
function program(name, ...lines) {
  const leave = `console.log("bye ${name}"); process.exit(0)`;
  const speak = lines.map((line) => `console.log(${JSON.stringify(line)});`).join("");
  return ["-e", `process.once("SIGTERM", () => { ${leave} }); setInterval(() => {}, 1e6); ${speak}`];
}

test("a program's output passes through, but for the line that says it is up", async () => {
  const line = await crew.start("server", program("server", "warming", "up: here", "serving"), {
    env,
    isReady,
  });

  expect(line).toBe("up: here");
  await expect.poll(() => said).toEqual(["warming", "serving"]);
});

test("the last one started is the first one ended", async () => {
  await crew.start("simulator", program("simulator", "up"), { env, isReady });
  await crew.start("server", program("server", "up"), { env, isReady });

  await crew.end();

  expect(said).toEqual(["bye server", "bye simulator"]);
});

test("a program that ends unasked is named", async () => {
  await crew.start("simulator", program("simulator", "up"), { env, isReady });
  const failing = crew.start("server", ["-e", "process.exit(3)"], { env, isReady });

  await expect(failing).rejects.toThrow("The server ended unexpectedly (exit code 3)");
  await expect(crew.loss).rejects.toThrow("server");
});

test("a command that fails or does not exist is named", async () => {
  await crew.run(process.execPath, ["-e", ""], env);
  await expect(crew.run(process.execPath, ["-e", "process.exit(2)"], env)).rejects.toThrow("exit code 2");
  await expect(crew.run("no-such-command", [], env)).rejects.toThrow("no-such-command");
});

test("programs end by themselves when their starter is killed", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "crew-"));
  const farewell = path.join(folder, "farewell");
  const child = `process.once("SIGTERM", () => { require("fs").writeFileSync(${JSON.stringify(farewell)}, ""); process.exit() });
    setInterval(() => {}, 1e6); console.log("up")`;
  const starter = `import { createCrew } from ${JSON.stringify(path.join(import.meta.dirname, "crew.mjs"))};
    await createCrew(".").start("child", ["-e", ${JSON.stringify(child)}], { env: process.env, isReady: () => true });
    console.log("started"); setInterval(() => {}, 1e6);`;
  const killed = spawn(process.execPath, ["--input-type=module", "-e", starter], { env });
  await once(createInterface(killed.stdout), "line");

  killed.kill("SIGKILL");

  await expect.poll(() => existsSync(farewell), { timeout: 10_000 }).toBe(true);
  rmSync(folder, { recursive: true });
});
