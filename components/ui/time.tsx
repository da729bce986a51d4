"use client";

import { useSyncExternalStore } from "react";
import { clockTime, fullTime, relativeTime, type TimeStyle } from "./format-time";
import { useNow } from "./now";

const neutral: TimeStyle = { locale: "en-GB", timeZone: "UTC" };
let own: TimeStyle | undefined;

/** The reader's own way of writing times, in the language of the interface. */
export function useTimeStyle(): TimeStyle {
  return useSyncExternalStore(never, ownStyle, () => neutral);
}

function never() {
  return () => {};
}

function ownStyle() {
  own ??= { locale: navigator.language.startsWith("en") ? navigator.language : "en-GB", timeZone: undefined };
  return own;
}

interface TimeProps {
  at: string;
  className?: string;
}

/** "4 m", kept true by the clock; the whole moment on hover. */
export function RelativeTime({ at, className }: TimeProps) {
  const now = useNow();
  const style = useTimeStyle();

  return (
    <time dateTime={at} title={fullTime(at, style)} className={className}>
      {relativeTime(at, now, style)}
    </time>
  );
}

/** "10:04"; the whole moment on hover. */
export function ClockTime({ at, className }: TimeProps) {
  const style = useTimeStyle();

  return (
    <time dateTime={at} title={fullTime(at, style)} className={className}>
      {clockTime(at, style)}
    </time>
  );
}
