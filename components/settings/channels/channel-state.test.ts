import { describe, expect, test } from "vitest";
import { explainRefusedField } from "@/lib/channels/facebook/refused-field";
import { neededFields } from "@/lib/channels/facebook/subscription-fields";
import type { ChannelShape } from "@/lib/channels/shapes";
import { changesOf, draftOf, problemsOf } from "./channel-draft";
import { channelState } from "./channel-state";

const channel = (given: Partial<ChannelShape> = {}): ChannelShape => ({
  id: "11111111-2222-4333-8444-555555555555",
  kind: "facebook",
  externalId: "1040055501112223",
  name: "Harbor Coffee",
  pictureUrl: null,
  active: true,
  public: false,
  appId: null,
  connected: true,
  subscribed: true,
  subscribedFields: neededFields({ public: false }),
  refusedFields: [],
  permissions: [],
  tokenState: "valid",
  tokenProblem: null,
  externalUser: null,
  lengthLimit: 640,
  reopenWithinHours: 72,
  seenPolicy: "on_opening",
  problems: [],
  humanAgent: true,
  publicApproval: false,
  lastDeliveryAt: null,
  createdAt: "2026-11-21T12:00:00.000Z",
  revision: 1,
  ...given,
});

const refusedField = (name: string) => explainRefusedField({ name, code: 200, detail: "200" }, []);

describe("a channel's one line", () => {
  test.each([
    [{}, "Subscribed", null],
    [{ subscribed: false, subscribedFields: [] }, "Not subscribed", "subscribe"],
    [{ public: true }, "Partly subscribed", "subscribe"],
    [{ public: true, refusedFields: ["feed", "mention"].map(refusedField) }, "Partly subscribed", "check_up"],
    [{ public: true, subscribedFields: neededFields({ public: true }) }, "Subscribed", null],
    [{ problems: ["public_answering"] }, "Can’t answer in public", "check_up"],
    [{ tokenState: "invalid" as const }, "Needs a new permission", "check_up"],
    [{ tokenState: "invalid" as const, subscribed: false }, "Needs a new permission", "check_up"],
    [{ connected: false, tokenState: "missing" as const }, "Disconnected", "reconnect"],
    [{ active: false }, "Switched off", null],
    [{ problems: ["callback"] }, "Delivered elsewhere", "check_up"],
    [{ problems: ["something new"] }, "Needs a look", "check_up"],
  ])("%j reads %s", (given, word, action) => {
    expect(channelState(channel(given))).toMatchObject({ word, action });
  });

  test("names what a partly subscribed one misses, without a long list", () => {
    const one = channelState(channel({ public: true }));
    expect(one.explanation).toContain("posts, comments and public reactions");
    const many = channelState(channel({ subscribedFields: ["messages"] }));
    expect(many.explanation).toMatch(/and 10 more\.$/);
  });
});

describe("the settings form", () => {
  test("sends only what was touched and is different", () => {
    const stored = channel();
    expect(changesOf(stored, {})).toEqual({});
    expect(changesOf(stored, { name: "Harbor Coffee", active: true, lengthLimit: "640" })).toEqual({});
    expect(changesOf(stored, { name: "Desk", lengthLimit: "900", reopenWithinHours: null })).toEqual({
      name: "Desk",
      lengthLimit: 900,
      reopenWithinHours: null,
    });
  });

  test.each([["0"], ["2001"], ["1.5"], [""], [" "], ["many"]])("refuses %j as a length", (lengthLimit) => {
    expect(problemsOf({ ...draftOf(channel()), lengthLimit })).toHaveProperty("lengthLimit");
  });

  test("needs a name", () => {
    expect(problemsOf(draftOf(channel()))).toEqual({});
    expect(problemsOf({ ...draftOf(channel()), name: "  " })).toHaveProperty("name");
  });
});
