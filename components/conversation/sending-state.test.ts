import { describe, expect, test } from "vitest";
import { aConversation } from "@/components/realtime/testing-shapes";
import type { Conversation } from "@/lib/conversations/shapes";
import { sendingState } from "./sending-state";

const now = Date.parse("2026-11-21T12:00:00.000Z");
const at = (hours: number) => new Date(now + hours * 3_600_000).toISOString();
const withWindow = (closesAt: string | null, humanAgentUntil: string | null = null) =>
  aConversation(1, {
    window: { state: closesAt ? "open" : "none", openedBy: closesAt && "message", closesAt, humanAgentUntil },
  });
const withChannel = (change: Partial<Conversation["channel"]>) =>
  aConversation(1, { channel: { ...aConversation(1).channel, ...change } });

describe("a reply", () => {
  test("goes out normally while the window is open, and the time left is said", () => {
    expect(sendingState(withWindow(at(2.25)), now)).toEqual({
      kind: "open",
      line: "2 h 15 m left to reply",
      urgency: "soon",
    });
  });

  test("needs the tag when the window ran out since it was read", () => {
    expect(sendingState(withWindow(at(-1), at(100)), now).kind).toBe("tagged");
  });

  test("is refused after that, and before the contact ever wrote", () => {
    expect(sendingState(withWindow(at(-200), at(-1)), now).kind).toBe("refused");
    expect(sendingState(withWindow(null), now).kind).toBe("refused");
  });

  test("hurries in the last hour", () => {
    expect(sendingState(withWindow(at(0.5)), now)).toMatchObject({ urgency: "now" });
  });

  test.each([
    ["is disconnected", { connected: false }, "Open settings"],
    ["is switched off", { active: false }, "Open settings"],
    ["has lost its access", { tokenState: "invalid" as const }, "Refresh permission"],
    ["lacks the permission to write", { problems: ["permission:pages_messaging"] }, "Open the check-up"],
  ])("is refused with a way to the settings when the channel %s", (_, change, words) => {
    expect(sendingState(withChannel(change), now)).toMatchObject({ kind: "refused", remedy: { words } });
  });

  test("goes out although messages no longer arrive: the two have nothing to do with each other", () => {
    const { channel } = withChannel({ problems: ["callback"] });
    expect(sendingState({ ...withWindow(at(2)), channel }, now).kind).toBe("open");
  });
});
