"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { LONGEST_RECORDING_MS, type Recording, refusalWords, startRecording } from "./recording";
import { addFiles } from "./upload-store";

type Phase =
  | { is: "asking" }
  | { is: "refused"; words: string }
  | { is: "recording" | "paused" }
  | { is: "recorded"; url: string };

const TICK_MS = 100;
/** Shorter than this is a slip of the finger. */
const WORTH_KEEPING_MS = 1_000;

/** One voice message, from asking for the microphone to a file. Whoever walks away from it finds it attached. */
export function useRecording(conversationId: string) {
  const [phase, setPhase] = useState<Phase>({ is: "asking" });
  const [elapsed, setElapsed] = useState(0);
  const [level, setLevel] = useState(0);
  const current = useRef<Recording | null>(null);
  const spoken = useRef(0);
  const unattached = useRef<File | null>(null);

  const begin = useCallback(async (isGone: () => boolean) => {
    setPhase({ is: "asking" });
    try {
      const recording = await startRecording();
      if (isGone()) return recording.drop();
      current.current = recording;
      setPhase({ is: "recording" });
    } catch (error) {
      setPhase({ is: "refused", words: refusalWords(error) });
    }
  }, []);

  useEffect(() => {
    let gone = false;
    void begin(() => gone);
    return () => {
      gone = true;
      const left = current.current;
      current.current = null;
      if (unattached.current) addFiles(conversationId, [unattached.current]);
      if (!left) return;
      if (spoken.current < WORTH_KEEPING_MS) return left.drop();
      void left.finish().then((file) => addFiles(conversationId, [file]));
    };
  }, [begin, conversationId]);

  const finish = useCallback(async () => {
    const recording = current.current;
    current.current = null;
    if (!recording) return;
    const file = await recording.finish();
    unattached.current = file;
    setPhase({ is: "recorded", url: URL.createObjectURL(file) });
  }, []);

  useEffect(() => {
    if (phase.is !== "recording") return;
    const timer = setInterval(() => {
      spoken.current += TICK_MS;
      setElapsed(spoken.current);
      setLevel(current.current?.level() ?? 0);
      if (spoken.current >= LONGEST_RECORDING_MS) void finish();
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [phase.is, finish]);

  function pauseOrGoOn() {
    const recorder = current.current?.recorder;
    if (!recorder) return;
    if (recorder.state === "recording") recorder.pause();
    else recorder.resume();
    setPhase({ is: recorder.state === "paused" ? "paused" : "recording" });
  }

  function attach() {
    if (unattached.current) addFiles(conversationId, [unattached.current]);
    drop();
  }

  function drop() {
    unattached.current = null;
    current.current?.drop();
    current.current = null;
    if (phase.is === "recorded") URL.revokeObjectURL(phase.url);
  }

  return { phase, elapsed, level, begin: () => begin(() => false), finish, pauseOrGoOn, attach, drop };
}
