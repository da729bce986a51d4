import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { neededFields } from "@/lib/channels/facebook/subscription-fields";
import { checkLines, rootProblems } from "./check-lines";
import type { Answer, OwnFacts, PlatformFacts } from "./facts";
import { problemsAfter } from "./store-check";

const now = new Date("2026-11-21T12:00:00Z");
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
const OURS = "https://desk.example/api/webhooks/facebook";

const told = <Told>(value: Told): Answer<Told> => ({ state: "told", told: value });
const silent = { state: "silent", detail: "No answer within 8 seconds." } as const;
const refused = (code: number, subcode: number | null = null) =>
  ({ state: "refused", code, subcode, detail: `${code}/${subcode}` }) as const;

const token = {
  valid: true,
  endedBy: null,
  appId: "880011223344556",
  expiresAt: null,
  dataAccessUntil: inDays(80),
  permissions: [
    "pages_show_list",
    "pages_messaging",
    "pages_manage_metadata",
    "pages_read_engagement",
    "business_management",
  ],
};
const callback = { url: OURS, active: true, fields: [] };
const healthy: PlatformFacts = {
  token: told(token),
  subscription: told({ fields: neededFields({ public: false }), otherApps: [] }),
  callback: told(callback),
  routing: told({ on: false }),
  newest: told(null),
  clockAheadSeconds: 0,
};
const calm: OwnFacts = {
  appId: "880011223344556",
  callbackUrls: [OURS, `${OURS}/880011223344556`],
  active: true,
  public: false,
  subscriptionWanted: true,
  connectedAt: inDays(-30),
  lastDeliveryAt: minutesAgo(4),
  newestIsHere: null,
  refusedSignatures: null,
  refusal: null,
  recentRepairs: 0,
};

function judge(platform: Partial<PlatformFacts> = {}, own: Partial<OwnFacts> = {}) {
  const lines = checkLines({ platform: { ...healthy, ...platform }, own: { ...calm, ...own }, now });
  const of = (id: string) => lines.find((line) => line.id === id)!;
  return { lines, of, problems: rootProblems(lines) };
}

test("a healthy channel is green but for what Facebook tells nobody", () => {
  const { lines, problems } = judge();
  expect(lines.filter(({ state }) => state !== "ok").map(({ id, state }) => [id, state])).toEqual([
    ["mode", "unknown"],
  ]);
  expect(problems).toEqual([]);
});

const refusal = (code: number, subcode: number | null = null) => ({
  refusal: { code, subcode, message: "(#…)", at: minutesAgo(3) },
});

type Case = [
  what: string,
  platform: Partial<PlatformFacts>,
  own: Partial<OwnFacts>,
  line: string,
  state: string,
  action: string | null,
  problems: string[],
];

const cases: Case[] = [
  [
    "a password that was changed",
    { token: told({ ...token, valid: false, endedBy: "190/460" }) },
    {},
    "token",
    "broken",
    "refresh_permission",
    ["token"],
  ],
  [
    "a role that was lost",
    { token: told({ ...token, valid: false, endedBy: "190/492" }) },
    {},
    "token",
    "broken",
    "refresh_permission",
    ["token"],
  ],
  [
    "an end that is not in the table",
    { token: told({ ...token, valid: false, endedBy: "190/999" }) },
    {},
    "token",
    "broken",
    "refresh_permission",
    ["token"],
  ],
  [
    "the token of another app",
    { token: told({ ...token, appId: "990011223344556" }) },
    {},
    "token",
    "broken",
    "refresh_permission",
    ["token"],
  ],
  [
    "an access that ends this week",
    { token: told({ ...token, expiresAt: inDays(3) }) },
    {},
    "token",
    "warning",
    "refresh_permission",
    [],
  ],
  [
    "data access that has ended",
    { token: told({ ...token, dataAccessUntil: inDays(-1) }) },
    {},
    "token",
    "warning",
    "refresh_permission",
    [],
  ],
  [
    "a token that isn't told of",
    { token: refused(100) },
    {},
    "token",
    "broken",
    "refresh_permission",
    ["token"],
  ],
  ["a wrong secret", { token: refused(190), callback: refused(190) }, {}, "app", "broken", null, ["app"]],
  [
    "a withdrawn permission to write",
    { token: told({ ...token, permissions: ["pages_manage_metadata"] }) },
    {},
    "permission:pages_messaging",
    "broken",
    "refresh_permission",
    ["permission:pages_messaging"],
  ],
  [
    "a withdrawn permission to subscribe",
    { token: told({ ...token, permissions: ["pages_messaging"] }), subscription: refused(10) },
    {},
    "permission:pages_manage_metadata",
    "broken",
    "refresh_permission",
    ["permission:pages_manage_metadata"],
  ],
  [
    "an optional permission that is missing",
    { token: told({ ...token, permissions: ["pages_messaging", "pages_manage_metadata"] }) },
    {},
    "permission:business_management",
    "warning",
    "refresh_permission",
    [],
  ],
  [
    "permissions that aren't told",
    { token: told({ ...token, permissions: null }) },
    {},
    "permission:pages_messaging",
    "unknown",
    null,
    [],
  ],
  [
    "a lost moderation task",
    { subscription: refused(200) },
    {},
    "tasks",
    "broken",
    "refresh_permission",
    ["tasks"],
  ],
  [
    "a lost messaging task, as sending tells",
    {},
    refusal(200),
    "tasks",
    "broken",
    "refresh_permission",
    ["tasks"],
  ],
  [
    "an app that was taken off the Page",
    { subscription: told({ fields: null, otherApps: ["Other Desk"] }) },
    {},
    "subscription",
    "broken",
    "subscribe",
    ["subscription"],
  ],
  [
    "messages that aren't among the fields",
    { subscription: told({ fields: ["message_reads"], otherApps: [] }) },
    {},
    "subscription",
    "broken",
    "subscribe",
    ["subscription"],
  ],
  [
    "a field that is missing",
    {
      subscription: told({
        fields: neededFields({ public: false }).filter((name) => name !== "message_reads"),
        otherApps: [],
      }),
    },
    {},
    "subscription",
    "warning",
    "subscribe",
    [],
  ],
  ["no feed on a public channel", {}, { public: true }, "subscription", "warning", "subscribe", []],
  [
    "a channel that was unsubscribed on purpose",
    { subscription: told({ fields: null, otherApps: [] }) },
    { subscriptionWanted: false },
    "subscription",
    "warning",
    "subscribe",
    [],
  ],
  [
    "another installation's callback",
    { callback: told({ ...callback, url: "https://other.example/hook" }) },
    {},
    "callback",
    "broken",
    "take_back",
    ["callback"],
  ],
  [
    "no callback at all",
    { callback: told({ url: null, active: false, fields: null }) },
    {},
    "callback",
    "broken",
    "take_back",
    ["callback"],
  ],
  [
    "a callback that is switched off",
    { callback: told({ ...callback, active: false }) },
    {},
    "callback",
    "broken",
    "take_back",
    ["callback"],
  ],
  [
    "an app that asks for no messages",
    { callback: told({ ...callback, fields: ["feed"] }) },
    {},
    "callback",
    "broken",
    "take_back",
    ["callback"],
  ],
  [
    "the callback under the app's own id",
    { callback: told({ ...callback, url: `${OURS}/880011223344556/` }) },
    {},
    "callback",
    "ok",
    null,
    [],
  ],
  [
    "a message that is on its way",
    { newest: told({ externalId: "m_1", at: minutesAgo(1) }) },
    { newestIsHere: false },
    "deliveries",
    "ok",
    null,
    [],
  ],
  [
    "a message that is late",
    { newest: told({ externalId: "m_1", at: minutesAgo(5) }) },
    { newestIsHere: false },
    "deliveries",
    "warning",
    "ask_again",
    [],
  ],
  [
    "a message that never came",
    { newest: told({ externalId: "m_1", at: minutesAgo(60) }) },
    { newestIsHere: false },
    "deliveries",
    "broken",
    "ask_again",
    ["deliveries"],
  ],
  [
    "a message that is here",
    { newest: told({ externalId: "m_1", at: minutesAgo(60) }) },
    { newestIsHere: true },
    "deliveries",
    "ok",
    null,
    [],
  ],
  [
    "a message from before the channel",
    { newest: told({ externalId: "m_1", at: inDays(-40) }) },
    { newestIsHere: false },
    "deliveries",
    "ok",
    null,
    [],
  ],
  [
    "months of silence on both sides",
    { newest: told({ externalId: "m_1", at: inDays(-20) }) },
    { newestIsHere: true, lastDeliveryAt: inDays(-20) },
    "deliveries",
    "ok",
    null,
    [],
  ],
  ["routing that is on", { routing: told({ on: true }) }, {}, "routing", "unknown", null, []],
  [
    "a forged or wrongly signed delivery",
    {},
    { refusedSignatures: { count: 3, lastAt: minutesAgo(2) } },
    "signatures",
    "warning",
    null,
    [],
  ],
  [
    "one of yesterday",
    {},
    { refusedSignatures: { count: 3, lastAt: inDays(-1) } },
    "signatures",
    "ok",
    null,
    [],
  ],
  ["a restricted Page", {}, refusal(10, 1893063), "sending", "broken", null, ["sending"]],
  ["a refusal that isn't known", {}, refusal(77), "sending", "warning", null, []],
  ["an app that isn't reviewed", {}, refusal(200, 2018028), "mode", "broken", null, ["mode"]],
  ["a clock that is ahead", { clockAheadSeconds: 400 }, {}, "clock", "warning", null, []],
  ["a second more or less", { clockAheadSeconds: -2 }, {}, "clock", "ok", null, []],
  ["a channel that is switched off", {}, { active: false }, "active", "warning", "switch_on", []],
];

test.each(cases)("%s", (_what, platform, own, line, state, action, problems) => {
  const judged = judge(platform, own);
  expect(judged.of(line)).toMatchObject({ state, action });
  expect(judged.problems).toEqual(problems);
  if (state === "broken") expect(judged.of(line).remedy).toBeTruthy();
});

describe("a platform that says nothing", () => {
  const parts = ["token", "subscription", "callback", "routing", "newest"] as const;

  test("is never taken for a broken channel, whichever part it leaves out", () => {
    fc.assert(
      fc.property(fc.subarray([...parts]), (missing) => {
        const platform = Object.fromEntries(missing.map((part) => [part, silent]));
        expect(judge(platform).lines.filter(({ state }) => state === "broken")).toEqual([]);
      }),
    );
  });

  test("leaves what was broken as it was", () => {
    const { lines } = judge({
      token: silent,
      subscription: silent,
      callback: silent,
      routing: silent,
      newest: silent,
    });
    expect(problemsAfter(["callback", "permission:pages_messaging"], lines)).toEqual([
      "callback",
      "permission:pages_messaging",
    ]);
    expect(problemsAfter(["callback"], judge().lines)).toEqual([]);
  });
});

test("a dead access hides what only follows from it, and not who took the callback", () => {
  const ended = told({ ...token, valid: false, endedBy: "190/460" });
  const foreign = told({ ...callback, url: "https://other.example/hook" });
  const { lines, problems } = judge({
    token: ended,
    subscription: refused(190, 460),
    routing: refused(190, 460),
    newest: refused(190, 460),
    callback: foreign,
  });
  expect(problems).toEqual(["token", "callback"]);
  expect(
    lines.filter(({ id }) => id.startsWith("permission:")).every(({ state }) => state === "unknown"),
  ).toBe(true);
});

test("every line has words, and none of them holds a secret or a placeholder", () => {
  for (const [, platform, own] of cases)
    for (const { title, words, remedy } of judge(platform, own).lines)
      expect(
        [title, words, remedy ?? "-"].every((text) => text.length > 0 && !/undefined|null|NaN/.test(text)),
      ).toBe(true);
});
