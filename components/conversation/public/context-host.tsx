"use client";

import { lazy, Suspense } from "react";
import { openComments, useOpenComments } from "./context-store";

const ContextDialog = lazy(() =>
  import("./context-dialog").then((module) => ({ default: module.ContextDialog })),
);

interface ContextHostProps {
  conversationId: string;
  onGoTo: (messageId: string) => void;
}

/** Where all comments of a post open. */
export function ContextHost({ conversationId, onGoTo }: ContextHostProps) {
  const opened = useOpenComments();
  if (opened?.conversationId !== conversationId) return null;

  return (
    <Suspense>
      <ContextDialog
        key={`${opened.postId} ${opened.around}`}
        {...opened}
        onGoTo={onGoTo}
        onClose={() => openComments(null)}
      />
    </Suspense>
  );
}
