import { expect, test } from "vitest";
import {
  detailOfDialog,
  loginRefusal,
  loginRefusals,
  refusalOfCode,
  refusalOfDialog,
} from "./login-refusals";

const dialog = (query: string) => new URLSearchParams(query);

test.each([
  ["code=AQx&state=s", null],
  ["error=access_denied&error_code=200&error_reason=user_denied&state=s", "not_granted"],
  ["error_code=200&error_message=Permissions+error", "not_granted"],
  ["error_code=100&error_message=Invalid+Scopes", "invalid_scopes"],
  ["error=server_error&error_code=2", "dialog_error"],
  ["state=s", "no_code"],
])("the dialog comes back with %s", (query, reason) => {
  expect(refusalOfDialog(dialog(query))).toBe(reason);
});

test.each([
  [100, 36009, "code_used"],
  [100, 36007, "code_expired"],
  [100, 36008, "redirect_mismatch"],
  [100, null, "unknown"],
  [1, null, "wrong_secret"],
  [1, 99, "unknown"],
  [101, null, "unknown_app"],
  [190, 460, "token_invalid"],
  [4, null, "busy"],
  [2, null, "unreachable"],
  [4711, 5, "unknown"],
])("code %s with subcode %s", (code, subcode, reason) => {
  expect(refusalOfCode(code, subcode)).toBe(reason);
});

test("nobody is told with certainty that they cancelled: an app in development mode looks the same", () => {
  const { message, remedy } = loginRefusals.not_granted;
  expect(message).toContain("development mode");
  expect(`${message} ${remedy}`).not.toMatch(/you (have )?cancell?ed/i);
});

test("every refusal says what happened and what to do", () => {
  for (const { title, message, remedy } of Object.values(loginRefusals))
    for (const words of [title, message, remedy]) expect(words).toMatch(/^[A-Z].+/);
  expect(loginRefusal("a reason of tomorrow")).toBe(loginRefusals.unknown);
});

test("the detail repeats Facebook's words and never the code", () => {
  const detail = detailOfDialog(
    dialog("error=access_denied&error_description=Permissions+error&code=AQsecret"),
  );
  expect(detail).toBe("error=access_denied, error_description=Permissions error");
});
