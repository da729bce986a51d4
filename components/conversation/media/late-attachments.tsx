"use client";

import { lazy, Suspense } from "react";
import type { Message } from "@/lib/conversations/shapes";
import { boxOf } from "./boxes";

const Attachments = lazy(() => import("./attachments").then((module) => ({ default: module.Attachments })));

/** What was sent along. Most threads are words alone, so its program comes with the first file; its place is kept. */
export function LateAttachments({ message }: { message: Message }) {
  if (message.attachments.length === 0) return null;

  return (
    <div className="flex max-w-full flex-wrap gap-1.5">
      <Suspense
        fallback={message.attachments.map(({ id, type }) => (
          <div key={id} data-attachment={id} className={`max-w-full rounded-lg bg-sunken ${boxOf(type)}`} />
        ))}
      >
        <Attachments message={message} />
      </Suspense>
    </div>
  );
}
