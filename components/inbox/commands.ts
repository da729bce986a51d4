"use client";

import { useEffect, useRef } from "react";

/** What a key can ask of whichever part of the screen offers it just now. */
export type Command =
  | "next"
  | "previous"
  | "reply"
  | "public"
  | "note"
  | "assign"
  | "close"
  | "search"
  | "keys"
  | "profile";

const offers = new Map<Command, Set<() => void>>();

/** @returns whether anybody on the screen answered. */
export function runCommand(command: Command): boolean {
  const answers = [...(offers.get(command) ?? [])];
  for (const answer of answers) answer();
  return answers.length > 0;
}

/** Answers a command while the component is on the screen. */
export function useCommand(command: Command, answer: () => void) {
  const latest = useRef(answer);
  useEffect(() => {
    latest.current = answer;
  });

  useEffect(() => {
    const run = () => latest.current();
    const others = offers.get(command) ?? new Set();
    offers.set(command, others.add(run));
    return () => {
      others.delete(run);
    };
  }, [command]);
}
