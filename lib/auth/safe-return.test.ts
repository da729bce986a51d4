import { expect, test } from "vitest";
import { safeReturn } from "./safe-return";

test.each([
  ["/inbox", "/inbox"],
  ["/inbox?view=mine&c=1#end", "/inbox?view=mine&c=1#end"],
  ["https://elsewhere.example/", "/"],
  ["//elsewhere.example/", "/"],
  ["/\\elsewhere.example/", "/"],
  ["/\t/elsewhere.example/", "/"],
  ["/.//elsewhere.example/", "/"],
  ["javascript:alert(1)", "/"],
  ["/api/auth/signout", "/"],
  ["", "/"],
  [undefined, "/"],
  [["/inbox", "/other"], "/"],
])("from %j one returns to %s", (from, path) => {
  expect(safeReturn(from)).toBe(path);
});
