"use client";

import clsx from "clsx";
import { type CSSProperties, lazy, Suspense, useEffect, useState } from "react";
import { useWatch } from "@/components/realtime/socket-provider";
import { useCommand } from "./commands";
import { ConversationList } from "./conversation-list";
import type { View } from "./filters";
import { LateContactPane, LateConversationPane } from "./late-panes";
import { ListHeader } from "./list-header";
import { NothingChosen } from "./nothing-chosen";
import { PaneResizer } from "./pane-resizer";
import { type Panes, rememberPanes } from "./panes";
import { useInboxKeys } from "./use-inbox-keys";
import { useInboxLocation } from "./use-inbox-location";
import { useShownPosts } from "./use-shown-posts";
import { useUnreadTitle } from "./use-unread-title";
import { ViewTabs } from "./view-tabs";

const KeysDialog = lazy(() => import("./keys-dialog").then((module) => ({ default: module.KeysDialog })));

/** From this width on the profile stands beside the thread; below it lies over the thread when it is asked for. */
const WIDE = "(min-width: 80rem)";

/** Views and list, thread, profile: three panes, or one at a time on a phone. */
export function Inbox({ panes: remembered }: { panes: Panes }) {
  const { filters, conversationId, go } = useInboxLocation();
  const { panes, resize, asked, toggleProfile, hideProfile } = usePanes(remembered);
  const shown = conversationId ? (asked ? "contact" : "thread") : "list";

  useInboxKeys();
  useUnreadTitle(conversationId);
  useWatched(filters.view, conversationId);
  useCommand("profile", toggleProfile);

  return (
    <main
      data-pane={shown}
      className="group/inbox relative flex h-full min-h-0 overflow-hidden"
      style={{ "--list": `${panes.list}px`, "--profile": `${panes.profile}px` } as CSSProperties}
    >
      <h1 className="sr-only">Inbox</h1>
      <section
        aria-label="Conversations"
        className={clsx(
          "relative flex w-(--list) shrink-0 flex-col border-e bg-surface max-md:w-full max-md:border-e-0",
          conversationId && "max-md:hidden",
        )}
      >
        <ListHeader />
        <ViewTabs />
        <div className="flex min-h-0 flex-1 flex-col border-t">
          <ConversationList key={JSON.stringify(filters)} />
        </div>
        <PaneResizer pane="list" width={panes.list} onResize={(list) => resize({ list })} />
      </section>

      <section
        aria-label="Conversation"
        className={clsx("min-w-0 flex-1", shown !== "thread" && "max-md:hidden")}
      >
        {conversationId ? (
          <LateConversationPane
            key={conversationId}
            conversationId={conversationId}
            onBack={() => go({ conversationId: null })}
            onToggleProfile={toggleProfile}
          />
        ) : (
          <NothingChosen />
        )}
      </section>

      {conversationId && (
        <section
          aria-label="Contact"
          className={clsx(
            "relative w-(--profile) shrink-0 has-data-empty:hidden border-s bg-surface max-md:w-full max-md:border-s-0",
            "max-xl:absolute max-xl:inset-y-0 max-xl:end-0 max-xl:z-20 max-xl:shadow-float max-md:static max-md:shadow-none",
            !asked && "max-xl:hidden",
            !panes.profileOpen && "xl:hidden",
          )}
        >
          <LateContactPane conversationId={conversationId} onClose={hideProfile} />
          <PaneResizer pane="profile" width={panes.profile} onResize={(profile) => resize({ profile })} />
        </section>
      )}
      <Keys />
    </main>
  );
}

function usePanes(remembered: Panes) {
  const [panes, setPanes] = useState(remembered);
  const [asked, setAsked] = useState(false);

  useEffect(() => rememberPanes(panes), [panes]);

  function setProfileOpen(profileOpen: boolean) {
    setPanes({ ...panes, profileOpen });
  }

  return {
    panes,
    asked,
    resize: (change: Partial<Panes>) => setPanes((now) => ({ ...now, ...change })),
    toggleProfile: () =>
      window.matchMedia(WIDE).matches ? setProfileOpen(!panes.profileOpen) : setAsked(!asked),
    hideProfile: () => (window.matchMedia(WIDE).matches ? setProfileOpen(false) : setAsked(false)),
  };
}

function useWatched(view: View, conversationId: string | null) {
  const watch = useWatch();
  const postIds = useShownPosts(conversationId);
  useEffect(() => {
    watch({ views: [view], conversationId, postIds });
  }, [watch, view, conversationId, postIds]);
}

function Keys() {
  const [open, setOpen] = useState(false);
  useCommand("keys", () => setOpen(true));

  return <Suspense>{open && <KeysDialog onClose={() => setOpen(false)} />}</Suspense>;
}
