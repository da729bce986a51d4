"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { errorMessage } from "@/components/api";
import { showToast } from "@/components/ui/toast";
import type { Message } from "@/lib/conversations/shapes";
import { messagesQuery, readAround, readNewer, readOlder } from "./queries";
import type { ThreadRow } from "./thread-rows";
import type { Thread } from "./thread-state";

const ROWS_BEFORE_NEXT_PAGE = 15;
/** Pixels from the end that still count as being there. */
const NEAR_END = 80;

/** New rows are measured and scrolled to within a few frames. */
const PAINTED_AFTER_MS = 100;

/**
 * Opens at the first unread message, else at the end; stays at the end while one is there; keeps what is read in its
 * place while older messages are put above it.
 */
export function useThreadScroll(conversationId: string, thread: Thread, rows: ThreadRow[]) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimate(rows[index]!),
    getItemKey: (index) => rows[index]!.key,
    anchorTo: "end",
    followOnAppend: thread.newer === null,
    scrollEndThreshold: NEAR_END,
    paddingStart: thread.older ? 44 : 4,
    paddingEnd: 12,
    overscan: 8,
  });

  const opened = useRef(false);
  useLayoutEffect(() => {
    // React may take the effects of a first rendering back and run them anew.
    return () => {
      opened.current = false;
    };
  }, []);
  useLayoutEffect(() => {
    if (opened.current) return;
    opened.current = true;
    const unread = rows.findIndex(({ kind }) => kind === "unread");
    if (unread > 0) virtualizer.scrollToIndex(unread - 1, { align: "start" });
    else virtualizer.scrollToEnd();
  }, [rows, virtualizer]);

  useStayAtEnd(scroller, virtualizer);
  const isAtEnd = useIsAtEnd(scroller, rows);
  const { atEnd, newBelow } = useEnd(thread.newer === null ? isAtEnd : false, rows);
  // Rows that are put above while the opening scroll is still finding its place would lead it astray.
  const range = isAtEnd === null ? null : virtualizer.range;
  usePaging(conversationId, thread, {
    nearStart: range !== null && range.startIndex < ROWS_BEFORE_NEXT_PAGE,
    nearEnd: range !== null && range.endIndex > rows.length - ROWS_BEFORE_NEXT_PAGE,
  });

  const goTo = useGoTo(conversationId, rows, (index) =>
    virtualizer.scrollToIndex(index, { align: "center" }),
  );
  const cache = useQueryClient();
  async function goToEnd() {
    // Away from the end only a fresh reading knows what is there.
    if (thread.newer) await cache.resetQueries({ queryKey: messagesQuery(conversationId).queryKey });
    virtualizer.scrollToEnd();
  }

  return { scroller, virtualizer, atEnd, newBelow, goTo, goToEnd };
}

/** While the composer grows, the window of the thread shrinks: its end stays in sight. */
function useStayAtEnd(
  scroller: RefObject<HTMLDivElement | null>,
  virtualizer: Virtualizer<HTMLDivElement, Element>,
) {
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let height = element.clientHeight;
    const observer = new ResizeObserver(() => {
      if (height === element.clientHeight) return;
      const wasAtEnd = element.scrollHeight - element.scrollTop - height <= NEAR_END;
      height = element.clientHeight;
      if (wasAtEnd) virtualizer.scrollToEnd();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, virtualizer]);
}

function estimate(row: ThreadRow) {
  if (row.kind === "post") return 104;
  if (row.kind !== "bubble") return 40;
  const { text, attachments } = row.message;
  const lines = Math.ceil((text?.length ?? 0) / 60) + (text?.split("\n").length ?? 1) - 1;
  return 20 + Math.max(1, lines) * 20 + mediaHeight(attachments) + (row.endsGroup ? 26 : 0);
}

function mediaHeight(attachments: Message["attachments"]) {
  const isTall = ({ type }: Message["attachments"][number]) => type === "image" || type === "video";
  return attachments.reduce((height, attachment) => height + (isTall(attachment) ? 198 : 62), 0);
}

/** Looked at on the page itself, and only once the opening scroll has been painted: what counts is what was seen. */
function useIsAtEnd(scroller: RefObject<HTMLDivElement | null>, rows: ThreadRow[]) {
  const [isAtEnd, setIsAtEnd] = useState<boolean | null>(null);
  const look = useCallback(() => {
    const element = scroller.current;
    if (element) setIsAtEnd(element.scrollHeight - element.scrollTop - element.clientHeight <= NEAR_END);
  }, [scroller]);

  useEffect(() => {
    const element = scroller.current;
    element?.addEventListener("scroll", look, { passive: true });
    return () => element?.removeEventListener("scroll", look);
  }, [scroller, look]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new row moves the end.
  useEffect(() => {
    const painted = setTimeout(look, PAINTED_AFTER_MS);
    return () => clearTimeout(painted);
  }, [look, rows]);

  return isAtEnd;
}

/** Whether the end is on the screen (null: not known yet); if not, how many messages have come below since it was. */
function useEnd(atEnd: boolean | null, rows: ThreadRow[]) {
  const lastKey = rows.at(-1)?.key ?? null;
  const [seenLast, setSeenLast] = useState(lastKey);
  if (atEnd && seenLast !== lastKey) setSeenLast(lastKey);

  const seenAt = rows.findLastIndex(({ key }) => key === seenLast);
  const newBelow = atEnd || seenAt < 0 ? 0 : rows.slice(seenAt + 1).filter(isFromContact).length;
  return { atEnd, newBelow };
}

function isFromContact(row: ThreadRow) {
  return row.kind === "bubble" && row.message.author.kind === "contact";
}

function usePaging(conversationId: string, thread: Thread, near: { nearStart: boolean; nearEnd: boolean }) {
  const cache = useQueryClient();
  const reading = useRef(false);
  const { nearStart, nearEnd } = near;
  const { older, newer } = thread;

  useEffect(() => {
    if (reading.current) return;
    const read = nearStart && older ? readOlder : nearEnd && newer ? readNewer : null;
    if (!read) return;

    reading.current = true;
    read(cache, conversationId)
      .catch((error) => showToast(errorMessage(error)))
      .finally(() => {
        reading.current = false;
      });
  }, [nearStart, nearEnd, older, newer, cache, conversationId]);
}

/** Goes to one message, loading the stretch around it where it isn't there yet. */
function useGoTo(conversationId: string, rows: ThreadRow[], scrollTo: (index: number) => void) {
  const cache = useQueryClient();
  const [wanted, setWanted] = useState<string | null>(null);
  const latest = useRef({ rows, scrollTo });
  useLayoutEffect(() => {
    latest.current = { rows, scrollTo };
  });

  useLayoutEffect(() => {
    const index = wanted ? rows.findIndex(({ key }) => key === wanted) : -1;
    if (index < 0) return;
    latest.current.scrollTo(index);
    setWanted(null);
  }, [wanted, rows]);

  return useCallback(
    (messageId: string) => {
      setWanted(messageId);
      if (latest.current.rows.some(({ key }) => key === messageId)) return;
      readAround(cache, conversationId, messageId).catch((error) => showToast(errorMessage(error)));
    },
    [cache, conversationId],
  );
}
