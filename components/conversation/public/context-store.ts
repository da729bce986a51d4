"use client";

import { OpenedStore, useOpened } from "@/components/ui/opened-store";

interface OpenComments {
  conversationId: string;
  postId: string;
  /** The publication beside which they are opened; null = the newest. */
  around: string | null;
}

/** All comments below a post, opened from a card of the thread. */
const store = new OpenedStore<OpenComments>();

export const openComments = store.open;
export const useOpenComments = () => useOpened(store);
