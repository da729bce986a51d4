"use client";

import { useQuery } from "@tanstack/react-query";
import { messagesQuery } from "@/components/conversation/queries";
import { referralWords } from "@/components/conversation/referral-words";
import type { Thread } from "@/components/conversation/thread-state";
import type { Conversation, Message } from "@/lib/conversations/shapes";

/** How this conversation began: what the platform tells of it, or what was said in public. Null where it simply began. */
export function useCameFrom({ id, referral, sources }: Conversation): string | null {
  // The thread beside it reads the messages; a conversation whose beginning isn't loaded doesn't tell.
  const { data: began } = useQuery({
    ...messagesQuery(id),
    enabled: false,
    select: (thread) => commentOf(thread, referral?.postId) ?? beginningOf(thread),
  });
  if (referral && referral.source !== "comment") return withoutFrom(referralWords(referral));
  if (began?.visibility === "public") return publicWords(began);
  return referral || (sources.public && !sources.private) ? "Something said in public" : null;
}

/** The first loaded message under the post that it is said to have come from. */
function commentOf({ messages }: Thread, postId: string | undefined): Message | undefined {
  return postId ? messages.find(({ post }) => post?.externalId === postId) : undefined;
}

function beginningOf({ messages, older }: Thread): Message | null {
  const first = messages.find(({ kind, visibility }) => kind !== "system" && visibility !== "note");
  return older === null && first ? first : null;
}

function publicWords({ kind, post }: Message) {
  const under = post?.text ? `“${firstWords(post.text)}”` : null;
  if (post?.elsewhere)
    return `Mention ${kind === "post" ? "in a post" : "in a comment"} on somebody else's page`;
  if (kind === "rating") return "Recommendation of the Page";
  if (kind === "post") return "Post on the Page";
  if (post?.promoted) return under ? `Comment under the ad ${under}` : "Comment under an ad";
  return under ? `Comment under ${under}` : "Comment under a post";
}

const LONGEST = 60;

function firstWords(text: string) {
  const line = text.trim().split("\n")[0]!;
  const letters = [...line];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST).join("").trimEnd()}…` : line;
}

/** "From an ad" reads as "Came from: an ad". */
function withoutFrom(words: string) {
  const rest = words.replace(/^(from|through) /, "");
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
