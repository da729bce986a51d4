import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fingerprint, isStamped, stamped } from "./stamps.mjs";

let root;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "stamps-"));
  write("app/page.tsx", "page");
  write("server.ts", "server");
});

afterEach(() => rmSync(root, { recursive: true }));

const sources = () => fingerprint(root, ["app", "server.ts", "next.config.js"]);

test("the fingerprint stays while nothing changes", () => {
  expect(sources()).toBe(sources());
});

test.each([
  ["a changed file", () => write("app/page.tsx", "other page")],
  ["a new file in a folder", () => write("app/inbox/page.tsx", "")],
  ["a file that was missing", () => write("next.config.js", "")],
  ["a renamed file", () => rename()],
])("the fingerprint changes with %s", (_what, change) => {
  const before = sources();
  change();
  expect(sources()).not.toBe(before);
});

test("a test and an unlisted file change nothing", () => {
  const before = sources();
  write("app/page.test.tsx", "test");
  write("README.md", "words");
  expect(sources()).toBe(before);
});

test("finished work is stamped with its input, failed work not at all", async () => {
  const stamp = path.join(root, "dist/stamp");
  await stamped(stamp, "one", async () => {});
  expect(isStamped(stamp, "one")).toBe(true);
  expect(isStamped(stamp, "two")).toBe(false);

  const failure = stamped(stamp, "two", () => Promise.reject(new Error("no room on the disk")));
  await expect(failure).rejects.toThrow("no room");
  expect(isStamped(stamp, "one")).toBe(false);
});

function rename() {
  rmSync(path.join(root, "app/page.tsx"));
  write("app/other.tsx", "page");
}

function write(name, content) {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}
