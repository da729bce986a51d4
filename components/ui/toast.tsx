"use client";

import { X } from "lucide-react";
import { useSyncExternalStore } from "react";
import { Button } from "./button";

export interface Toast {
  id: number;
  text: string;
  /** One way back or on, as "Undo". */
  action?: { label: string; run: () => void };
}

const SECONDS_SHOWN = 8;

let toasts: Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/** Says what just happened, for some seconds, with at most one action. */
export function showToast(text: string, action?: Toast["action"]) {
  lastId += 1;
  const toast: Toast = { id: lastId, text, action };
  change([...toasts.slice(-2), toast]);
  setTimeout(() => dismiss(toast.id), SECONDS_SHOWN * 1000);
}

function dismiss(id: number) {
  change(toasts.filter((toast) => toast.id !== id));
}

function change(next: Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

const none: Toast[] = [];

/** The place where toasts appear; stands once, in the providers. */
export function Toasts() {
  const shown = useSyncExternalStore(
    subscribe,
    () => toasts,
    () => none,
  );

  return (
    <div
      role="status"
      className="pointer-events-none fixed start-18 bottom-4 z-50 flex flex-col items-start gap-2 max-md:inset-x-3 max-md:bottom-20 max-md:items-center"
    >
      {shown.map((toast) => (
        <div
          key={toast.id}
          className="pointer-events-auto flex max-w-full animate-appear items-center gap-2 rounded-lg border border-line-strong bg-raised py-1.5 ps-3 pe-1.5 shadow-float"
        >
          <span className="min-w-0">{toast.text}</span>
          {toast.action && (
            <Button
              size="small"
              variant="ghost"
              className="text-accent-ink!"
              onClick={() => {
                toast.action?.run();
                dismiss(toast.id);
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <Button
            size="icon"
            variant="ghost"
            aria-label="Dismiss"
            className="size-7!"
            onClick={() => dismiss(toast.id)}
          >
            <X aria-hidden="true" className="size-3.5" />
          </Button>
        </div>
      ))}
    </div>
  );
}
