import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { createAgent } from "@/db/factories/people";
import { events } from "@/db/schema/events";
import { invitations, users } from "@/db/schema/people";
import type { Agent } from "@/lib/auth/agent";
import { checkCredentials } from "@/lib/auth/check-credentials";
import { findAgent } from "@/lib/auth/find-agent";
import { clock } from "@/lib/clock";
import { acceptInvitation } from "./accept-invitation";
import { findInvitation } from "./find-invitation";
import { inviteUser } from "./invite-user";
import { renewInvitation } from "./renew-invitation";
import { newUserSchema } from "./shapes";
import { updateUser } from "./update-user";

const jonas = newUserSchema.parse({ name: "Jonas", email: "Jonas@Harbor.example", role: "agent" });
const choice = { name: "Jonas Berg", password: "tea in the harbor" };
const DAY = 24 * 60 * 60 * 1000;

let ana: Agent;
beforeEach(async () => {
  await db.delete(users);
  ana = await createAgent({ name: "Ana", role: "admin" });
});
afterEach(() => {
  vi.restoreAllMocks();
});

function tokenIn(url: string | null) {
  return url?.split("/invite/")[1] ?? "";
}

async function invite() {
  const { user, invitationUrl } = await inviteUser(ana, jonas);
  return { user, token: tokenIn(invitationUrl) };
}

test("who is invited chooses a password and is in", async () => {
  const { user, token } = await invite();
  expect(user).toMatchObject({ email: "jonas@harbor.example", state: "invited" });
  expect(await findInvitation(token)).toEqual({
    name: "Jonas",
    email: "jonas@harbor.example",
    role: "agent",
  });

  const session = await acceptInvitation(token, choice);
  expect(await findAgent(session)).toEqual({ id: user.id, name: "Jonas Berg", role: "agent" });

  const signIn = { email: "jonas@harbor.example", password: choice.password, address: "192.0.2.7" };
  expect(await checkCredentials(signIn)).toEqual(session);
  const recorded = await db.select({ type: events.type }).from(events).where(eq(events.userId, user.id));
  expect(recorded.map(({ type }) => type)).toEqual(["user.invited", "user.changed"]);
});

test("the link is stored nowhere", async () => {
  const { token } = await invite();

  const rows = [await db.select().from(invitations), await db.select().from(events)];
  expect(JSON.stringify(rows)).not.toContain(token);
});

test("a link works once, also for two at the same moment", async () => {
  const { token } = await invite();

  const outcomes = await Promise.allSettled([
    acceptInvitation(token, choice),
    acceptInvitation(token, choice),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(acceptInvitation(token, choice)).rejects.toMatchObject({ code: "gone" });
  await expect(findInvitation(token)).rejects.toMatchObject({ code: "gone" });
});

test("a link is good for seven days", async () => {
  const { token } = await invite();

  vi.spyOn(clock, "now").mockReturnValue(new Date(Date.now() + 6.9 * DAY));
  await expect(findInvitation(token)).resolves.toBeDefined();
  vi.spyOn(clock, "now").mockReturnValue(new Date(Date.now() + 7.1 * DAY));
  await expect(acceptInvitation(token, choice)).rejects.toMatchObject({ code: "gone" });
});

test("a new link replaces the old one", async () => {
  const { user, token } = await invite();
  const { invitationUrl } = await renewInvitation(ana, user.id);

  await expect(findInvitation(token)).rejects.toMatchObject({ code: "not_found" });
  await expect(acceptInvitation(tokenIn(invitationUrl), choice)).resolves.toMatchObject({ userId: user.id });
});

test("a new link for somebody who forgot their password ends their sessions once it is used", async () => {
  const { user, token } = await invite();
  const before = await acceptInvitation(token, choice);
  const { invitationUrl } = await renewInvitation(ana, user.id);
  expect(await findAgent(before)).not.toBeNull();

  await acceptInvitation(tokenIn(invitationUrl), { ...choice, password: "coffee in the harbor" });
  expect(await findAgent(before)).toBeNull();
});

test("disabling withdraws the link", async () => {
  const { user, token } = await invite();
  await updateUser(ana, user.id, { disabled: true });
  await updateUser(ana, user.id, { disabled: false });

  await expect(acceptInvitation(token, choice)).rejects.toMatchObject({ code: "not_found" });
});

test("nobody is invited twice under one address", async () => {
  await invite();

  await expect(inviteUser(ana, jonas)).rejects.toMatchObject({ code: "conflict" });
});

test("an external user has no address, no link, and never gets one", async () => {
  const draft = newUserSchema.parse({
    name: "Harbor Coffee",
    role: "external",
    email: "page@harbor.example",
  });
  const { user, invitationUrl } = await inviteUser(ana, draft);

  expect(user).toMatchObject({ email: null, role: "external", state: "active" });
  expect(invitationUrl).toBeNull();
  await expect(renewInvitation(ana, user.id)).rejects.toMatchObject({ code: "conflict" });
  await expect(updateUser(ana, user.id, { role: "agent" })).rejects.toMatchObject({ code: "conflict" });
});

test("a link that nobody made is not valid", async () => {
  await expect(findInvitation("made-up")).rejects.toMatchObject({ code: "not_found" });
});
