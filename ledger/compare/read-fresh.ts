import { api } from "@/components/api";
import type { PostComments } from "@/components/conversation/public/post-comments-state";
import type { Thread } from "@/components/conversation/thread-state";
import type { ConversationList, ConversationPage } from "@/components/inbox/conversation-list-state";
import type { Filters } from "@/components/inbox/filters";
import type { Conversation, Message } from "@/lib/conversations/shapes";

const LIST_PAGE = 100;
const THREAD_PAGE = 200;

/** A list as the workspace tells it now, as far down as the screen had loaded it. */
export async function readFreshList(filters: Filters, end: ConversationList["end"]): Promise<Conversation[]> {
  const rows: Conversation[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: ConversationPage = await api("GET", `/api/conversations?${searchOf(filters, cursor)}`);
    rows.push(...page.conversations);
    cursor = page.nextCursor;
    const last = page.conversations.at(-1);
    if (!cursor || !last || (end && isBeyond(last, end, filters))) break;
  }
  return end ? rows.filter((row) => !isBeyond(row, end, filters)) : rows;
}

function searchOf({ view, status, channelId, q }: Filters, cursor: string | null) {
  const search = new URLSearchParams({ view, status, limit: String(LIST_PAGE) });
  if (channelId) search.set("channelId", channelId);
  if (q) search.set("q", q);
  if (cursor) search.set("cursor", cursor);
  return search;
}

/** Whether a row stands below the last place that the screen has loaded. */
function isBeyond(
  { id, lastMessageAt, window }: Conversation,
  end: NonNullable<ConversationList["end"]>,
  { view }: Filters,
): boolean {
  const isClosing = view === "closing";
  const at = isClosing ? (window.closesAt ?? lastMessageAt) : lastMessageAt;
  if (at !== end.at) return isClosing ? at > end.at : at < end.at;
  return isClosing ? id > end.id : id < end.id;
}

/** A thread as the workspace tells it now, from its end up to the first message that the screen had loaded. */
export async function readFreshThread(conversationId: string, shown: Thread): Promise<Message[]> {
  let messages: Message[] = [];
  for (let before: string | null = null; ; ) {
    const search = new URLSearchParams({ limit: String(THREAD_PAGE), ...(before && { before }) });
    const page: { messages: Message[]; nextCursor: string | null } = await api(
      "GET",
      `/api/conversations/${conversationId}/messages?${search}`,
    );
    messages = [...page.messages, ...messages];
    before = page.nextCursor;
    const from = shown.older ? messages.findIndex(({ id }) => id === shown.messages[0]?.id) : -1;
    if (from >= 0) return messages.slice(from);
    if (!before) return messages;
  }
}

/** What stands below a post now, as far up as the screen had loaded it. */
export async function readFreshComments(postId: string, shown: PostComments): Promise<PostComments> {
  const comments: PostComments["comments"] = [];
  for (let cursor: string | null = null; ; ) {
    const search = new URLSearchParams({ limit: String(LIST_PAGE), ...(cursor && { cursor }) });
    const page: { post: PostComments["post"]; comments: typeof comments; nextCursor: string | null } =
      await api("GET", `/api/posts/${postId}/comments?${search}`);
    comments.unshift(...page.comments);
    cursor = page.nextCursor;
    const from = shown.older ? comments.findIndex(({ id }) => id === shown.comments[0]?.id) : -1;
    if (from >= 0) return { ...shown, post: page.post, comments: comments.slice(from) };
    if (!cursor) return { ...shown, post: page.post, comments };
  }
}
