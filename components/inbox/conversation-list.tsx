"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { messagesQuery } from "@/components/conversation/queries";
import { useMe } from "@/components/shell/me";
import { useNow } from "@/components/ui/now";
import type { Conversation } from "@/lib/conversations/shapes";
import { useCommand } from "./commands";
import { ConversationRow, ROW_HEIGHT } from "./conversation-row";
import type { Filters } from "./filters";
import { LateListEmpty } from "./late-list-empty";
import { preloadPanes } from "./late-panes";
import { ListError, ListSkeleton } from "./list-states";
import { conversationsQuery, inboxChannelsQuery, readNextPage } from "./queries";
import { addressWith, useInboxLocation } from "./use-inbox-location";

const ROWS_BEFORE_NEXT_PAGE = 12;
/** So many rows the server draws; the browser then draws what fits. */
const FIRST_LOOK = { width: 352, height: 900 };

/** The conversations of one view, as far as they were scrolled; a window of them is in the page. */
export function ConversationList() {
  const { filters, conversationId, go } = useInboxLocation();
  const { data: list, error, refetch, isFetching } = useQuery(conversationsQuery(filters));
  const channels = useQuery(inboxChannelsQuery()).data;
  const { id: myId } = useMe();
  const scroller = useRef<HTMLDivElement>(null);
  const conversations = useStanding(list?.conversations ?? none, filters);

  const virtualizer = useVirtualizer({
    count: conversations.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => conversations[index]!.id,
    initialRect: FIRST_LOOK,
    overscan: 6,
  });
  useOpenRowInSight(
    conversations.findIndex(({ id }) => id === conversationId),
    virtualizer.scrollToIndex,
  );
  const rows = virtualizer.getVirtualItems();
  const more = useNextPage((rows.at(-1)?.index ?? 0) >= conversations.length - ROWS_BEFORE_NEXT_PAGE);
  const approach = useApproach();
  const open = useCallback((id: string) => go({ conversationId: id }), [go]);
  const { reachableId } = useRowKeys(
    conversations.map(({ id }) => id),
    (index) => virtualizer.scrollToIndex(index),
    scroller,
  );

  if (!list)
    return error ? <ListError error={error} busy={isFetching} onRetry={refetch} /> : <ListSkeleton />;
  if (conversations.length === 0)
    return <LateListEmpty filters={filters} hasChannels={channels?.length !== 0} />;

  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto" aria-busy={isFetching}>
      <ul aria-label="Conversations" className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {rows.map((row) => {
          const conversation = conversations[row.index]!;
          return (
            <li
              key={row.key}
              className="absolute inset-x-0 top-0"
              style={{ height: ROW_HEIGHT, transform: `translateY(${row.start}px)` }}
            >
              <ConversationRow
                conversation={conversation}
                myId={myId}
                href={addressWith(new URLSearchParams(), { ...filters, conversationId: conversation.id })}
                open={conversation.id === conversationId}
                reachable={conversation.id === reachableId}
                showChannel={channels ? channels.length > 1 && !filters.channelId : false}
                onOpen={open}
                onApproach={approach}
              />
            </li>
          );
        })}
      </ul>
      {more.failed && <ListError error={more.failed} onRetry={more.again} />}
    </div>
  );
}

const none: Conversation[] = [];

/** A window runs out by itself: then its row leaves "closing soon" without any news from the server. */
function useStanding(conversations: Conversation[], { view }: Filters) {
  const now = useNow();
  if (view !== "closing") return conversations;
  return conversations.filter(({ window }) => Date.parse(window.closesAt ?? "") > now);
}

/** Reads on while the end is near; after a failure only when asked. */
function useNextPage(near: boolean) {
  const { filters } = useInboxLocation();
  const cache = useQueryClient();
  const { data: list } = useQuery(conversationsQuery(filters));
  const [failed, setFailed] = useState<Error | null>(null);
  const reading = useRef(false);
  const cursor = list?.nextCursor;

  useEffect(() => {
    if (!near || !cursor || failed || reading.current) return;
    reading.current = true;
    readNextPage(cache, filters)
      .catch(setFailed)
      .finally(() => {
        reading.current = false;
      });
  }, [near, cursor, failed, cache, filters]);

  return { failed, again: () => setFailed(null) };
}

/** Whoever points at a row will open it: its thread is read before the click. */
function useApproach() {
  const cache = useQueryClient();
  return useCallback(
    (conversationId: string) => {
      preloadPanes();
      void cache.prefetchQuery(messagesQuery(conversationId));
    },
    [cache],
  );
}

/** An address may open a conversation that stands further down: the list begins where it can be seen. */
function useOpenRowInSight(index: number, scrollTo: (index: number) => void) {
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    if (index > 0) scrollTo(index);
  }, [index, scrollTo]);
}

/**
 * j and k move the focus from row to row, starting at the open one. It moves within the keystroke wherever the row is
 * in the page, for Enter may follow before the next frame; else as soon as the row is drawn.
 */
function useRowKeys(
  ids: string[],
  scrollTo: (index: number) => void,
  scroller: RefObject<HTMLDivElement | null>,
) {
  const { conversationId } = useInboxLocation();
  const [at, setAt] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  const here = at && ids.includes(at) ? at : conversationId;

  useEffect(() => setAt(conversationId), [conversationId]);
  useLayoutEffect(focusWanted);

  function move(step: 1 | -1) {
    const index = here ? ids.indexOf(here) + step : 0;
    const id = ids[Math.max(0, Math.min(index, ids.length - 1))];
    if (!id) return;

    setAt(id);
    scrollTo(ids.indexOf(id));
    wanted.current = id;
    focusWanted();
  }
  function focusWanted() {
    const id = wanted.current;
    if (!id) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-conversation="${id}"]`);
    row?.focus({ preventScroll: true });
    if (row || !ids.includes(id)) wanted.current = null;
  }
  useCommand("next", () => move(1));
  useCommand("previous", () => move(-1));

  return { reachableId: here && ids.includes(here) ? here : ids[0] };
}
