"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { WrittenNumber } from "./parse-faithfully";

/** Of one list; a delivery may hold a thousand elements. */
const SHOWN_AT_FIRST = 50;
const OPEN_TO_DEPTH = 7;

/** JSON, pretty and foldable: each object and list opens and closes by itself. */
export function JsonTree({ value }: { value: unknown }) {
  return (
    <div
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by the keyboard.
      tabIndex={0}
      dir="ltr"
      className="max-h-[32rem] overflow-auto rounded-lg bg-sunken p-3 font-mono text-sm"
    >
      <Node value={value} depth={0} />
    </div>
  );
}

function Node({ name, value, depth }: { name?: string; value: unknown; depth: number }) {
  const isBranch = typeof value === "object" && value !== null && !(value instanceof WrittenNumber);
  if (!isBranch) {
    return (
      <div className="break-words ps-4">
        <Name name={name} />
        <Leaf value={value} />
      </div>
    );
  }
  return <Branch name={name} value={value} depth={depth} />;
}

function Branch({ name, value, depth }: { name?: string; value: object; depth: number }) {
  const entries = Object.entries(value);
  const [open, setOpen] = useState(depth < OPEN_TO_DEPTH && entries.length <= SHOWN_AT_FIRST);
  const [shown, setShown] = useState(SHOWN_AT_FIRST);
  const [left, right] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  const count = Array.isArray(value) ? `${entries.length} in it` : Object.keys(value).slice(0, 3).join(", ");

  return (
    <details
      open={open}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      className="group/branch"
    >
      <summary className="flex cursor-pointer list-none items-baseline">
        <ChevronRight
          aria-hidden="true"
          className="size-3.5 shrink-0 self-center text-faint transition-transform [[open]>summary>&]:rotate-90"
        />
        <span className="min-w-0">
          <Name name={name} />
          {left}
          {!open && (
            <span className="text-faint">
              {" "}
              {count} {right}
            </span>
          )}
        </span>
      </summary>
      {open && (
        <div className="ms-1.5 border-line border-s ps-2.5">
          {entries.slice(0, shown).map(([key, child]) => (
            <Node key={key} name={Array.isArray(value) ? undefined : key} value={child} depth={depth + 1} />
          ))}
          {entries.length > shown && (
            <Button size="small" className="my-1 ms-4" onClick={() => setShown(shown + 200)}>
              Show more of {entries.length}
            </Button>
          )}
        </div>
      )}
      {open && <div className="ps-4">{right}</div>}
    </details>
  );
}

function Name({ name }: { name: string | undefined }) {
  return name === undefined ? null : <span className="text-muted">{JSON.stringify(name)}: </span>;
}

function Leaf({ value }: { value: unknown }) {
  if (value instanceof WrittenNumber) return <span className="text-accent-ink">{value.digits}</span>;
  const text = JSON.stringify(value);
  return <span className={typeof value === "string" ? undefined : "text-accent-ink"}>{text}</span>;
}
