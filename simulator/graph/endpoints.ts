import { listAppSubscriptions, subscribeApp } from "./app-subscriptions";
import { listConversations, listMessages } from "./conversations";
import { changePublished, removeFromFeed } from "./feed/change-published";
import { likePublished, unlikePublished } from "./feed/likes";
import { listComments } from "./feed/list-comments";
import { listFeed, publishPost } from "./feed/page-feed";
import { commentOn } from "./feed/write-comment";
import type { GraphAnswer, GraphCall } from "./graph-call";
import { GraphError } from "./graph-error";
import { uploadAttachment } from "./message-attachments";
import { deleteMessengerProfile, readMessengerProfile, writeMessengerProfile } from "./messenger-profile";
import { moderateConversations } from "./moderation";
import { readNode } from "./nodes";
import { debugToken, deletePermissions, exchangeToken, listPermissions } from "./oauth";
import { listAccounts, listBusinesses, listBusinessPages } from "./pages-of-user";
import { sendMessage } from "./send/send-message";
import { listSubscribed, subscribe, unsubscribe } from "./subscribed-apps";
import {
  extendControl,
  listReceivers,
  passControl,
  readThreadOwner,
  releaseControl,
  requestControl,
  takeControl,
} from "./thread-control";

export type Endpoint = (call: GraphCall) => GraphAnswer | Promise<GraphAnswer>;

/** Every call the simulated Graph answers; `*` stands for any id or `me`. The first that fits is taken. */
const ENDPOINTS: readonly [method: string, path: string, endpoint: Endpoint][] = [
  ["GET", "oauth/access_token", exchangeToken],
  ["POST", "oauth/access_token", exchangeToken],
  ["GET", "debug_token", debugToken],
  ["GET", "*/permissions", listPermissions],
  ["DELETE", "*/permissions", deletePermissions],
  ["DELETE", "*/permissions/*", deletePermissions],
  ["GET", "*/accounts", listAccounts],
  ["GET", "*/businesses", listBusinesses],
  ["GET", "*/owned_pages", listBusinessPages],
  ["GET", "*/client_pages", listBusinessPages],
  ["POST", "*/subscriptions", subscribeApp],
  ["GET", "*/subscriptions", listAppSubscriptions],
  ["POST", "*/subscribed_apps", subscribe],
  ["GET", "*/subscribed_apps", listSubscribed],
  ["DELETE", "*/subscribed_apps", unsubscribe],
  ["POST", "*/messages", sendMessage],
  ["GET", "*/messages", listMessages],
  ["POST", "*/message_attachments", uploadAttachment],
  ["GET", "*/conversations", listConversations],
  ["GET", "*/messenger_profile", readMessengerProfile],
  ["POST", "*/messenger_profile", writeMessengerProfile],
  ["DELETE", "*/messenger_profile", deleteMessengerProfile],
  ["POST", "*/moderate_conversations", moderateConversations],
  ["GET", "*/thread_owner", readThreadOwner],
  ["POST", "*/pass_thread_control", passControl],
  ["POST", "*/take_thread_control", takeControl],
  ["POST", "*/request_thread_control", requestControl],
  ["POST", "*/release_thread_control", releaseControl],
  ["POST", "*/extend_thread_control", extendControl],
  ["GET", "*/secondary_receivers", listReceivers],
  ["GET", "*/feed", listFeed],
  ["GET", "*/posts", listFeed],
  ["GET", "*/visitor_posts", listFeed],
  ["POST", "*/feed", publishPost],
  ["GET", "*/comments", listComments],
  ["POST", "*/comments", commentOn],
  ["POST", "*/likes", likePublished],
  ["DELETE", "*/likes", unlikePublished],
  ["GET", "*", readNode],
  ["POST", "*", changePublished],
  ["DELETE", "*", removeFromFeed],
];

const patterns = ENDPOINTS.map(([method, path, endpoint]) => ({ method, parts: path.split("/"), endpoint }));

export function findEndpoint(method: string, path: string[]): Endpoint {
  const found = patterns.find(
    (pattern) =>
      pattern.method === method &&
      pattern.parts.length === path.length &&
      pattern.parts.every((part, index) => part === "*" || part === path[index]),
  );
  if (found) return found.endpoint;
  throw new GraphError({
    code: 2500,
    message:
      path.length === 0
        ? "No node specified"
        : `Unknown path components: /${path.slice(1).join("/") || path[0]}`,
  });
}
