"use client";

import { preloadable } from "@/components/ui/preloadable";
import type { FailureLineProps } from "./failure-line";
import type { WaitingLineProps } from "./waiting-line";

const load = () => import("./unsent-lines");
const nothing = () => null;

/** Most messages go. Where its code can't be fetched it says what is the matter, and how to go on. */
export const LateFailureLine = preloadable<FailureLineProps>(
  async () => (await load()).FailureLine,
  () => <div className="h-9 max-sm:h-11" />,
  ({ message: { failure } }) => (
    <p role="alert" className="mt-1 max-w-[min(72ch,100%)] text-bad text-sm">
      Not sent. {failure?.message} Reload the page to decide what becomes of it.
    </p>
  ),
);

export const LateWaitingLine = preloadable<WaitingLineProps>(
  async () => (await load()).WaitingLine,
  nothing,
  ({ message: { waiting } }) =>
    waiting?.reason === "earlier_message" ? null : (
      <p role="status" className="mt-1 max-w-[min(72ch,100%)] text-muted text-sm">
        Waiting. {waiting?.message}
      </p>
    ),
);

export const LateTakeBackButton = preloadable<WaitingLineProps>(
  async () => (await load()).TakeBackButton,
  nothing,
  nothing,
);

/** Whoever begins to write may soon need them, perhaps without a connection. */
export function preloadUnsentLines() {
  for (const line of [LateFailureLine, LateWaitingLine, LateTakeBackButton]) line.preload().catch(nothing);
}
