import type { MouseEvent } from "react";

/** A click that means "here", not "in a new tab": then the link's own way is not taken, and `go` is. */
export function onPlainClick(go: () => void) {
  return (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    go();
  };
}
