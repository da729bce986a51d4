import { announceMessage, giveControl, placeMessage } from "../../acts/page-acts";
import type { Message, Page, Person } from "../../world/entities";
import { partyOf } from "../../world/feed/feed";
import type { Comment, Post } from "../../world/feed/published";
import { openThread } from "../../world/threads";
import { authenticate, pageOf, requirePermission, requireTask } from "../access";
import type { GraphAnswer, GraphCall } from "../graph-call";
import { badParameter } from "../graph-error";
import { contentOf, type SendContent } from "./content";
import { checkPrivateReply, privateReplyTarget } from "./private-reply";
import { checkMaySend, checkMessagingType, recipientOf } from "./rules";
import { performSenderAction } from "./sender-action";

/**
 * `POST /{page-id}/messages`. Checks in the order of reference 11.2: token, proof, permission, object, parameters,
 * recipient, window, owner, rate. The apps hear of the message once the answer is out.
 */
export async function sendMessage(call: GraphCall): Promise<GraphAnswer> {
  authenticate(call);
  call.messenger = true;
  if (call.token?.kind === "PAGE") requirePermission(call, "pages_messaging");
  const page = pageOf(call, call.path[0] ?? "");
  requireTask(call, "MESSAGING", "MESSAGE");

  const given = call.record("message");
  const action = call.text("sender_action");
  if (given && action) throw badParameter("You cannot send a message and a sender action at once", 2018014);
  if (!given && !action) throw badParameter("The parameter message is required");
  const published = privateReplyTarget(call, page);
  if (published && given) return { body: await replyPrivately(call, page, published, given) };
  const psid = recipientOf(call);
  const reason = checkMessagingType(call);
  if (action) return performSenderAction(call, page, psid, action, reason);

  const content = await contentOf(call, page, psid, given!);
  const person = checkMaySend(call, page, psid, reason);
  return { body: deliver(call, page, person, content) };
}

/** To the author of a comment or visitor post, once (reference 5.2). Opens no window. */
async function replyPrivately(
  call: GraphCall,
  page: Page,
  published: Post | Comment,
  given: Record<string, unknown>,
): Promise<object> {
  const psid = partyOf(call.platform.world, page.id, published.author).id;
  const content = await contentOf(call, page, psid, given);
  checkPrivateReply(call, published);
  const person = checkMaySend(call, page, psid, "private_reply");
  const answer = deliver(call, page, person, {
    ...content,
    message: { ...content.message, privateReplyTo: published.id },
  });
  published.privateReplyMid = answer.message_id;
  call.platform.world.changed({ pageId: page.id });
  return answer;
}

function deliver(call: GraphCall, page: Page, person: Person, content: SendContent) {
  const { platform, token } = call;
  const message = placeMessage(platform, page, person, { ...content.message, appId: token!.appId });
  call.afterAnswer(() => announceMessage(platform, page, person, message));
  applyThreadControl(call, page, person, message);
  return {
    recipient_id: platform.world.psidOf(person, page.id),
    message_id: message.mid,
    ...(content.attachmentId ? { attachment_id: content.attachmentId } : {}),
  };
}

/** `thread_control` in the body acts after delivery; passing to nobody means the default app (reference 6.2). */
function applyThreadControl(call: GraphCall, page: Page, person: Person, message: Message): void {
  const control = call.record("thread_control");
  if (!control || !page.defaultAppId) return;
  const thread = openThread(call.platform.world, page, person, message.sentAt);
  const target = control.control_type === "release" ? null : String(control.app_id ?? page.defaultAppId);
  call.afterAnswer(() => giveControl(call.platform, thread, target));
}
