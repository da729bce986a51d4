"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useLayoutEffect, useState, useSyncExternalStore } from "react";
import { useNow } from "@/components/ui/now";
import type { Conversation } from "@/lib/conversations/shapes";
import { changeDraft, rememberShown, useDraft } from "../outbox/draft-store";
import { messagesQuery } from "../queries";
import type { Thread } from "../thread-state";
import { sideOf } from "./composer-mode";
import { privateComposerState } from "./composer-private-state";

type Judge = typeof privateComposerState;

let publicJudge: Judge | null = null;
const listeners = new Set<() => void>();

/** What stands in the composer of a conversation, and all that follows from it. */
export function useComposerState(conversation: Conversation) {
  const { id } = conversation;
  const draft = useDraft(id);
  const isPublic = conversation.sources.public || draft.mode === "public";
  const judge = usePublicJudge(isPublic) ?? privateComposerState;
  const { data: publicMessages = none } = useQuery({
    ...messagesQuery(id),
    select: saidInPublic,
    enabled: isPublic,
  });
  const [held, setHeld] = useState<typeof draft.mode>(null);
  const state = judge({ conversation, draft, publicMessages, held, now: useNow() });
  if (held && held !== state.mode) setHeld(state.mode);

  const side = sideOf(conversation);
  useLayoutEffect(() => rememberShown(id, { mode: state.mode, side }), [id, state.mode, side]);
  // What is answered in public stays the same while somebody writes, whatever else is said meanwhile.
  const answered = state.publicSide?.target && draft.text && !draft.answering ? state.answers : null;
  useEffect(() => {
    if (answered) changeDraft(id, { answering: answered });
  }, [id, answered]);

  return {
    draft,
    state,
    /** False: what a public reply needs is still on its way. */
    ready: state.mode !== "public" || state.publicSide !== null,
    onFocus: () => setHeld(state.mode),
    /** Another window of the screen takes the cursor away only for a while. */
    onBlur: (field: Element) => document.activeElement !== field && setHeld(null),
  };
}

const none: Thread["messages"] = [];

function saidInPublic({ messages }: Thread) {
  return messages.filter(({ visibility }) => visibility === "public");
}

/** The rules of public places come with the first conversation that needs them. */
function usePublicJudge(wanted: boolean) {
  const judge = useSyncExternalStore(
    subscribe,
    () => publicJudge,
    () => null,
  );
  useEffect(() => {
    if (wanted) void loadPublicJudge();
  }, [wanted]);
  return judge;
}

async function loadPublicJudge() {
  if (publicJudge) return;
  try {
    publicJudge = (await import("./composer-state")).composerState;
  } catch {
    window.addEventListener("online", loadPublicJudge, { once: true });
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
