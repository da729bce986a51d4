import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { createUser } from "@/db/factories/people";
import { events } from "@/db/schema/events";
import { users } from "@/db/schema/people";
import { checkCredentials } from "@/lib/auth/check-credentials";
import { createFirstAdmin } from "./create-first-admin";
import { ensureAdminFromEnvironment } from "./ensure-admin-from-environment";

const ana = { name: "Ana", email: "ana@harbor.example", password: "harbor coffee at dawn" };
const jonas = { name: "Jonas", email: "jonas@harbor.example", password: "tea in the harbor" };

beforeEach(async () => {
  await db.delete(users);
  await db.delete(events);
});

test("the first visitor becomes the admin, and can sign in", async () => {
  const { user, session } = await createFirstAdmin(ana);

  expect(user).toMatchObject({ name: "Ana", email: "ana@harbor.example", role: "admin", state: "active" });
  expect(await checkCredentials({ ...ana, address: "192.0.2.1" })).toEqual(session);
  expect(await db.select({ type: events.type, userId: events.userId }).from(events)).toEqual([
    { type: "user.changed", userId: user.id },
  ]);
});

test("of two who set up at the same moment one becomes the admin", async () => {
  const outcomes = await Promise.allSettled([createFirstAdmin(ana), createFirstAdmin(jonas)]);

  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "conflict" },
  });
  expect(await db.select().from(users)).toHaveLength(1);
});

test("a workspace with anybody in it can't be set up", async () => {
  await createUser({ name: "Jonas", disabledAt: new Date() });

  await expect(createFirstAdmin(ana)).rejects.toMatchObject({ code: "conflict" });
});

test("the environment names the first admin once and never changes anybody", async () => {
  expect(await ensureAdminFromEnvironment("Ana.Lopez@harbor.example", "harbor coffee at dawn")).toBe(true);
  expect(await ensureAdminFromEnvironment("Ana.Lopez@harbor.example", "another password")).toBe(false);

  const [admin] = await db.select().from(users);
  expect(admin).toMatchObject({ name: "Ana Lopez", email: "ana.lopez@harbor.example", role: "admin" });
  const signIn = {
    email: "ana.lopez@harbor.example",
    password: "harbor coffee at dawn",
    address: "192.0.2.1",
  };
  await expect(checkCredentials(signIn)).resolves.toMatchObject({ userId: admin?.id });
});
