"use client";

import { lazy, Suspense } from "react";
import { openLightbox, useLightbox } from "./lightbox-store";

const Lightbox = lazy(() => import("./lightbox").then((module) => ({ default: module.Lightbox })));

/** Where a picture of the thread opens large. */
export function LightboxHost({ conversationId }: { conversationId: string }) {
  const opened = useLightbox();
  if (opened?.conversationId !== conversationId) return null;

  return (
    <Suspense>
      <Lightbox
        {...opened}
        onShow={(attachmentId) => openLightbox({ conversationId, attachmentId })}
        onClose={() => openLightbox(null)}
      />
    </Suspense>
  );
}
