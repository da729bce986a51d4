import type { Page, Thread } from "../../world/entities";
import { openThread } from "../../world/threads";
import type { GraphAnswer, GraphCall } from "../graph-call";
import { badParameter } from "../graph-error";
import { checkMaySend, type Reason } from "./rules";

/** Typing fades by itself (reference 4.5). */
const TYPING_MS = 20_000;

const ACTIONS = ["typing_on", "typing_off", "mark_seen", "react", "unreact"];

/** Typing, seen and the Page's reactions: the person's phone shows them, no app hears of them. */
export function performSenderAction(
  call: GraphCall,
  page: Page,
  psid: string,
  given: string,
  reason: Reason,
): GraphAnswer {
  const action = given.toLowerCase();
  if (!ACTIONS.includes(action))
    throw badParameter(`Param sender_action must be one of {${ACTIONS.join(", ")}}`);
  const reacted = action === "react" || action === "unreact" ? reactedMessage(call, page, psid) : null;
  const person = checkMaySend(call, page, psid, reason);

  const { world } = call.platform;
  const thread = openThread(world, page, person, call.now);
  if (action === "typing_on") thread.typingUntil = call.now + TYPING_MS;
  if (action === "typing_off") thread.typingUntil = 0;
  if (action === "mark_seen") thread.seenByPageAt = seenUntil(call, thread);
  if (reacted) reacted.message.pageReaction = action === "react" ? reacted.emoji : null;
  world.changed(thread);
  return { body: { recipient_id: psid } };
}

function reactedMessage(call: GraphCall, page: Page, psid: string) {
  const { world } = call.platform;
  const payload = call.record("payload");
  const message = world.messages.get(String(payload?.message_id ?? ""));
  const thread = message && world.threads.get(message.threadId);
  if (!message || thread?.pageId !== page.id || thread.psid !== psid)
    throw badParameter("Param payload must name a message_id of this conversation");
  const emoji = payload?.reaction;
  return { message, emoji: typeof emoji === "string" ? emoji : null };
}

function seenUntil(call: GraphCall, thread: Thread): number {
  const last = call.platform.world.messages.get(thread.mids.at(-1) ?? "");
  return Math.max(call.now, last?.sentAt ?? 0);
}
