import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { cookieOf, createAgent, createUser, PASSWORD } from "@/db/factories/people";
import { events } from "@/db/schema/events";
import { rateLimits } from "@/db/schema/limits";
import { users } from "@/db/schema/people";
import { agentFromCookieHeader } from "./agent-from-cookie-header";
import { checkCredentials } from "./check-credentials";
import { countAttempt } from "./sign-in-limits";

const address = "192.0.2.1";
const email = "ana@harbor.example";

beforeEach(async () => {
  await db.delete(users);
  await db.delete(events);
  await db.delete(rateLimits);
});

function signIn(password: string, changes: { email?: string; address?: string } = {}) {
  return checkCredentials({ email, address, password, ...changes });
}

test("the right words open a session, however the address is typed", async () => {
  const ana = await createUser({ email });

  expect(await signIn(PASSWORD, { email: " ANA@harbor.example " })).toEqual({
    userId: ana.id,
    sessionVersion: 1,
  });
});

test("an unknown address, a wrong password and a disabled user are refused in the same words", async () => {
  await createUser({ email });
  await createUser({ name: "Bela", email: "bela@harbor.example", disabledAt: new Date() });
  await createUser({ name: "Ines", email: "ines@harbor.example", passwordHash: null });

  const attempts = [
    signIn("a guess at it"),
    signIn(PASSWORD, { email: "nobody@harbor.example" }),
    signIn(PASSWORD, { email: "bela@harbor.example" }),
    signIn(PASSWORD, { email: "ines@harbor.example" }),
  ];
  const words = new Set<string>();
  for (const attempt of await Promise.allSettled(attempts)) {
    expect(attempt).toMatchObject({ status: "rejected", reason: { code: "wrong_credentials" } });
    if (attempt.status === "rejected") words.add(attempt.reason.message);
  }
  expect(words.size).toBe(1);
  expect(await db.select().from(events)).toHaveLength(4);
});

test("after ten failures even the right password has to wait", async () => {
  await createUser({ email });
  for (let guess = 0; guess < 10; guess++) await expect(signIn(`guess ${guess}`)).rejects.toBeDefined();

  await expect(signIn(PASSWORD, { address: "198.51.100.9" })).rejects.toMatchObject({
    code: "too_many_requests",
    message: "Too many attempts. Try again in 15 minutes.",
  });
});

test("twenty guesses at once are counted one by one", async () => {
  await createUser({ email });

  const guesses = await Promise.allSettled(
    Array.from({ length: 20 }, (_, guess) => signIn(`guess ${guess}`)),
  );
  const refused = guesses.filter(
    (guess) => guess.status === "rejected" && guess.reason.code === "too_many_requests",
  );
  expect(refused).toHaveLength(10);
});

test("one address can't try everybody's door", async () => {
  for (let guess = 0; guess < 50; guess++)
    await countAttempt({ email: `nobody${guess}@harbor.example`, address });

  await createUser({ email });
  await expect(signIn(PASSWORD)).rejects.toMatchObject({ code: "too_many_requests" });
  await expect(signIn(PASSWORD, { address: "198.51.100.9" })).resolves.toBeDefined();
});

test("only failures count", async () => {
  await createUser({ email });

  for (let visit = 0; visit < 12; visit++) await expect(signIn(PASSWORD)).resolves.toBeDefined();
});

test("a cookie tells who is there, and a damaged one tells nobody", async () => {
  const ana = await createAgent();
  const cookie = await cookieOf(ana);

  expect(await agentFromCookieHeader(`theme=dark; ${cookie}`)).toEqual(ana);
  expect(await agentFromCookieHeader(cookie.slice(0, -4))).toBeNull();
  expect(await agentFromCookieHeader(await cookieOf({ id: ana.id, sessionVersion: 2 }))).toBeNull();
  expect(await agentFromCookieHeader("next-auth.session-token=")).toBeNull();
  expect(await agentFromCookieHeader(undefined)).toBeNull();
});

test("a session of somebody who became external is over", async () => {
  const external = await createUser({ name: "Harbor Coffee", role: "external" });

  expect(await agentFromCookieHeader(await cookieOf(external))).toBeNull();
});
