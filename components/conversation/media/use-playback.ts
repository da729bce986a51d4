"use client";

import { type RefObject, useLayoutEffect, useState } from "react";

const SPEEDS = [1, 1.5, 2];

/** Two voices at once are none: whoever starts silences the other. */
let speaking: HTMLAudioElement | null = null;

/** What an audio element is doing, and what can be asked of it. */
export function usePlayback(audio: RefObject<HTMLAudioElement | null>, knownDurationInMs: number | null) {
  const [playing, setPlaying] = useState(false);
  const [seconds, setSeconds] = useState(0);
  const [measured, setMeasured] = useState<number | null>(null);
  const [speed, setSpeed] = useState(1);
  const [broken, setBroken] = useState(false);
  const duration = measured ?? (knownDurationInMs ?? 0) / 1000;

  function measure() {
    // Recordings of browsers don't say how long they are until they were played.
    const told = audio.current?.duration ?? Number.NaN;
    if (Number.isFinite(told)) setMeasured(told);
  }

  // The file may be there before React listens: from the server's drawing, or while the player was being loaded.
  useLayoutEffect(() => {
    const element = audio.current;
    if (element && Number.isFinite(element.duration)) setMeasured(element.duration);
    if (element?.error) setBroken(true);
  }, [audio]);

  function toggle() {
    const element = audio.current;
    if (!element) return;
    if (!element.paused) return element.pause();
    if (speaking !== element) speaking?.pause();
    speaking = element;
    element.playbackRate = speed;
    // A refusal comes as the element's own error, or because somebody paused at once.
    element.play().catch(() => {});
  }

  function seek(to: number) {
    const element = audio.current;
    if (!element) return;
    element.currentTime = Math.max(0, Math.min(to, duration));
    setSeconds(element.currentTime);
  }

  function nextSpeed() {
    const next = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length]!;
    setSpeed(next);
    if (audio.current) audio.current.playbackRate = next;
  }

  const watch = {
    onPlay: () => setPlaying(true),
    onPause: () => setPlaying(false),
    onTimeUpdate: () => setSeconds(audio.current?.currentTime ?? 0),
    onLoadedMetadata: measure,
    onDurationChange: measure,
    onEnded: () => {
      measure();
      setSeconds(0);
    },
    onError: () => setBroken(true),
  };
  return { playing, seconds, duration, speed, broken, toggle, seek, nextSpeed, watch };
}
