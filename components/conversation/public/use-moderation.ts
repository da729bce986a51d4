"use client";

import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, errorMessage } from "@/components/api";
import { applyLiveEvent } from "@/components/realtime/apply-live-event";
import { patchQueries } from "@/components/realtime/patch-queries";
import { useMe } from "@/components/shell/me";
import { showToast } from "@/components/ui/toast";
import type { Publication } from "@/lib/conversations/publications/shapes";
import type { Message } from "@/lib/conversations/shapes";
import type { Thread } from "../thread-state";
import type { PostComments } from "./post-comments-state";

export type Deed = "like" | "unlike" | "hide" | "unhide" | "remove";

/**
 * Likes, hides and deletes something said in public, always as the Page. What was asked for is shown before it is
 * answered; what was refused is taken back, with words.
 */
export function useModeration(publicationId: string, pageName: string) {
  const cache = useQueryClient();
  const me = useMe();
  const { mutate, isPending } = useMutation({
    scope: { id: `publication:${publicationId}` },
    mutationFn: (deed: Deed) => ask(publicationId, deed),
    onMutate: (deed) => showMarks(cache, publicationId, marksAfter[deed]),
    onSuccess: (publication, deed) => {
      applyLiveEvent(cache, { type: "publication", publication, post: null }, me.id);
      showAnswer(cache, publication);
      tell(deed);
    },
    onError: (error, deed) => {
      if (deed !== "remove") showMarks(cache, publicationId, marksAfter[opposites[deed]]);
      showToast(`Not ${done[deed]} as ${pageName}. ${errorMessage(error)}`);
    },
  });

  function tell(deed: Deed) {
    const words = `${done[deed].charAt(0).toUpperCase()}${done[deed].slice(1)} as ${pageName}`;
    if (deed === "remove") return showToast(words);
    showToast(words, { label: "Undo", run: () => mutate(opposites[deed]) });
  }

  return { moderate: mutate, isPending };
}

const done: Record<Deed, string> = {
  like: "liked",
  unlike: "unliked",
  hide: "hidden",
  unhide: "shown again",
  remove: "deleted",
};

const opposites = { like: "unlike", unlike: "like", hide: "unhide", unhide: "hide" } as const;

type Marks = Partial<Pick<Publication, "hidden" | "liked">>;

const marksAfter: Record<Deed, Marks> = {
  like: { liked: true },
  unlike: { liked: false },
  hide: { hidden: true },
  unhide: { hidden: false },
  remove: {},
};

function ask(publicationId: string, deed: Deed) {
  const base = `/api/publications/${publicationId}`;
  switch (deed) {
    case "like":
      return api<Publication>("PUT", `${base}/like`);
    case "unlike":
      return api<Publication>("DELETE", `${base}/like`);
    case "hide":
      return api<Publication>("PUT", `${base}/hiding`);
    case "unhide":
      return api<Publication>("DELETE", `${base}/hiding`);
    case "remove":
      return api<Publication>("DELETE", base);
    default:
      return deed satisfies never;
  }
}

/** Wherever it stands: in a thread, and around others' comments. Revisions stay, so that every push wins. */
function showMarks(cache: QueryClient, publicationId: string, marks: Marks) {
  patchQueries<PostComments>(cache, ["post-comments"], (list) =>
    list.comments.some(({ id }) => id === publicationId)
      ? {
          ...list,
          comments: list.comments.map((one) => (one.id === publicationId ? { ...one, ...marks } : one)),
        }
      : list,
  );
  changeMessage(cache, publicationId, ({ publication }) => ({
    publication: publication && { ...publication, ...marks },
  }));
}

/** A message's own news may come a moment later, or never where the connection is lost. */
function showAnswer(cache: QueryClient, { id, hidden, liked, removedAt }: Publication) {
  changeMessage(cache, id, ({ publication, text, attachments, deletedAt }) => ({
    publication: publication && { ...publication, hidden, liked },
    text: removedAt ? null : text,
    attachments: removedAt ? [] : attachments,
    deletedAt: deletedAt ?? removedAt,
  }));
}

function changeMessage(
  cache: QueryClient,
  publicationId: string,
  change: (message: Message) => Partial<Message>,
) {
  const isIt = ({ publication }: Message) => publication?.id === publicationId;
  patchQueries<Thread>(cache, ["messages"], (thread) =>
    thread.messages.some(isIt)
      ? { ...thread, messages: thread.messages.map((one) => (isIt(one) ? { ...one, ...change(one) } : one)) }
      : thread,
  );
}
