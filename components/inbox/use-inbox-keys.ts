"use client";

import { useEffect } from "react";
import { type Command, runCommand } from "./commands";

const commands: Record<string, Command> = {
  j: "next",
  k: "previous",
  r: "reply",
  p: "public",
  n: "note",
  a: "assign",
  e: "close",
  i: "profile",
  "/": "search",
  "?": "keys",
};

/** Single keys work wherever nobody is typing and nothing is open above the page. */
export function useInboxKeys() {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing || event.defaultPrevented)
        return;
      if (isBusyElsewhere(event.target)) return;

      const command = commands[event.key];
      if (command && runCommand(command)) event.preventDefault();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

function isBusyElsewhere(target: EventTarget | null) {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.closest("input, textarea, select, [role=dialog], [role=menu]") !== null
  );
}
