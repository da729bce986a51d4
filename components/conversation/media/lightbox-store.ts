"use client";

import { OpenedStore, useOpened } from "@/components/ui/opened-store";

interface Opened {
  conversationId: string;
  attachmentId: string;
}

/** A picture of the thread, seen large. */
const store = new OpenedStore<Opened>();

export const openLightbox = store.open;
export const useLightbox = () => useOpened(store);
