import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { createAgent, createUser, PASSWORD } from "@/db/factories/people";
import { events } from "@/db/schema/events";
import { users } from "@/db/schema/people";
import type { Agent } from "@/lib/auth/agent";
import { findAgent } from "@/lib/auth/find-agent";
import { changePassword } from "./change-password";
import { findAccount } from "./find-account";
import { inviteUser } from "./invite-user";
import { listAssignableAgents } from "./list-assignable-agents";
import { listUsers } from "./list-users";
import { renewInvitation } from "./renew-invitation";
import { newUserSchema, type UserChanges } from "./shapes";
import { updateAccount } from "./update-account";
import { updateUser } from "./update-user";

let ana: Agent;
beforeEach(async () => {
  await db.delete(users);
  ana = await createAgent({ name: "Ana", role: "admin" });
});

async function typesOf(userId: string) {
  const rows = await db.select({ type: events.type }).from(events).where(eq(events.userId, userId));
  return rows.map(({ type }) => type);
}

test("disabling somebody ends their sessions at once, and enabling does not bring them back", async () => {
  const jonas = await createAgent({ name: "Jonas" });
  const session = { userId: jonas.id, sessionVersion: 1 };
  expect(await findAgent(session)).toEqual(jonas);

  expect(await updateUser(ana, jonas.id, { disabled: true })).toMatchObject({ state: "disabled" });
  expect(await findAgent(session)).toBeNull();

  expect(await updateUser(ana, jonas.id, { disabled: false })).toMatchObject({ state: "active" });
  expect(await findAgent(session)).toBeNull();
  expect(await typesOf(jonas.id)).toEqual(["user.disabled", "user.changed"]);
});

test("a new role counts from the next request on", async () => {
  const jonas = await createAgent({ name: "Jonas" });
  await updateUser(ana, jonas.id, { role: "manager" });

  expect(await findAgent({ userId: jonas.id, sessionVersion: 1 })).toMatchObject({ role: "manager" });
});

test("saying again what is so already changes nothing", async () => {
  const jonas = await createAgent({ name: "Jonas" });
  await updateUser(ana, jonas.id, { name: "Jonas", nickname: null, role: "agent", disabled: false });

  expect(await typesOf(jonas.id)).toEqual([]);
});

test.each<UserChanges>([{ disabled: true }, { role: "manager" }])(
  "the last admin can't go: %o",
  async (change) => {
    await createUser({ name: "Invited", role: "admin", passwordHash: null });

    await expect(updateUser(ana, ana.id, change)).rejects.toMatchObject({
      code: "conflict",
      details: { reason: "last_admin" },
    });
  },
);

test("of two admins who demote each other at the same moment one stays", async () => {
  const jonas = await createAgent({ name: "Jonas", role: "admin" });

  const outcomes = await Promise.allSettled([
    updateUser(ana, jonas.id, { role: "agent" }),
    updateUser(jonas, ana.id, { role: "agent" }),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await db.select().from(users).where(eq(users.role, "admin"))).toHaveLength(1);
});

test("only an admin changes who works here", async () => {
  const manager = await createAgent({ name: "Marta", role: "manager" });
  const agent = await createAgent({ name: "Jonas" });
  const draft = newUserSchema.parse({ name: "Tess", email: "tess@harbor.example", role: "agent" });

  for (const somebody of [manager, agent]) {
    await expect(inviteUser(somebody, draft)).rejects.toMatchObject({ code: "forbidden" });
    await expect(updateUser(somebody, somebody.id, { role: "admin" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(renewInvitation(somebody, ana.id)).rejects.toMatchObject({ code: "forbidden" });
  }
  await expect(listUsers(agent)).rejects.toMatchObject({ code: "forbidden" });
  expect(await listUsers(manager)).toHaveLength(3);
});

test("everybody is listed by name, the disabled last", async () => {
  await createUser({ name: "zoe" });
  await createUser({ name: "Bela", disabledAt: new Date() });
  await createUser({ name: "Harbor Coffee", role: "external" });
  await createUser({ name: "Ines", passwordHash: null });

  const listed = await listUsers(ana);
  expect(listed.map(({ name, state }) => [name, state])).toEqual([
    ["Ana", "active"],
    ["Harbor Coffee", "active"],
    ["Ines", "invited"],
    ["zoe", "active"],
    ["Bela", "disabled"],
  ]);
});

test("a conversation can go to whoever can sign in, under the name that colleagues see", async () => {
  await createUser({ name: "Jonas", nickname: "Jo" });
  await createUser({ name: "Bela", disabledAt: new Date() });
  await createUser({ name: "Harbor Coffee", role: "external" });
  await createUser({ name: "Ines", passwordHash: null });

  expect((await listAssignableAgents()).map(({ name }) => name)).toEqual(["Ana", "Jo"]);
});

test("everybody names themselves", async () => {
  const jonas = await createAgent({ name: "Jonas" });
  await updateAccount(jonas, { nickname: "Jo" });

  expect(await findAccount(jonas)).toMatchObject({ name: "Jonas", nickname: "Jo", role: "agent" });
  expect(await typesOf(jonas.id)).toEqual(["user.changed"]);
});

test("a new password ends every session but the one that comes with it", async () => {
  const session = await changePassword(ana, { current: PASSWORD, next: "coffee in the harbor" });

  expect(await findAgent({ userId: ana.id, sessionVersion: 1 })).toBeNull();
  expect(await findAgent(session)).toEqual(ana);
  expect(await typesOf(ana.id)).toEqual(["user.password_changed"]);
});

test("a password is changed only by who knows it, and can't be tried out for long", async () => {
  const attempt = () => changePassword(ana, { current: "a guess at it", next: "coffee in the harbor" });

  for (let guess = 0; guess < 10; guess++)
    await expect(attempt()).rejects.toMatchObject({ code: "wrong_credentials" });
  await expect(attempt()).rejects.toMatchObject({ code: "too_many_requests" });
});

test("somebody who is not there can't be changed", async () => {
  const nobody = "00000000-0000-4000-8000-000000000000";

  await expect(updateUser(ana, nobody, { name: "Nobody" })).rejects.toMatchObject({ code: "not_found" });
});
