"use client";

import { CircleAlert, CircleCheck, CircleHelp, ExternalLink, TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { CopyButton } from "@/components/ui/copy-button";
import { Spinner } from "@/components/ui/spinner";
import type { CheckLine, LineAction, LineState } from "@/lib/channels/health/shapes";

/** What needs doing comes first. */
const order: LineState[] = ["broken", "warning", "unknown", "ok"];

interface CheckLinesProps {
  lines: CheckLine[];
  /** A new check-up is under way: the old words stand until it has ended. */
  running: boolean;
  /** The deed that is under way. */
  doing: LineAction | null;
  onAction: (action: LineAction) => void;
}

export function CheckLines({ lines, running, doing, onAction }: CheckLinesProps) {
  const sorted = lines.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state));
  return (
    <Card aria-label="What was looked at" aria-busy={running}>
      <ul className="divide-y">
        {sorted.map((line) => (
          <Row key={line.id} line={line} running={running} doing={doing} onAction={onAction} />
        ))}
      </ul>
    </Card>
  );
}

type RowProps = Omit<CheckLinesProps, "lines"> & { line: CheckLine };

function Row({ line, running, doing, onAction }: RowProps) {
  const { title, state, words, remedy, action, link, detail } = line;
  const { tone, icon, word } = looks[state];
  return (
    <li className="flex items-start gap-3 px-4 py-3 max-sm:flex-wrap max-sm:gap-1.5">
      <span className="flex h-5.5 w-22 shrink-0 items-center">
        {running ? (
          <span className="flex items-center gap-1.5 text-muted text-xs">
            <Spinner /> Asking
          </span>
        ) : (
          <Chip tone={tone} icon={icon}>
            {word}
          </Chip>
        )}
      </span>
      <div className="min-w-0 flex-1 max-sm:basis-full">
        <h3 className={line.id.startsWith("permission:") ? "break-all font-mono text-sm" : "font-medium"}>
          {title}
        </h3>
        <p className="text-pretty text-muted">{words}</p>
        {remedy && <p className="mt-1 max-w-prose text-pretty">{remedy}</p>}
        {link && (
          <a
            href={link.href}
            target="_blank"
            rel="noreferrer"
            className="mt-1 inline-flex items-center gap-1 text-accent-ink underline max-sm:min-h-10"
          >
            {link.words}
            <ExternalLink aria-hidden="true" className="size-3" />
            <span className="sr-only">, in a new tab</span>
          </a>
        )}
        {detail && <Detail text={detail} />}
      </div>
      {action && (
        <Button
          size="small"
          variant={state === "broken" ? "primary" : "secondary"}
          busy={doing === action}
          disabled={doing !== null}
          onClick={() => onAction(action)}
          className="max-sm:ms-auto"
        >
          <span>
            {actionWords[action]}
            <span className="sr-only"> for {title}</span>
          </span>
        </Button>
      )}
    </li>
  );
}

function Detail({ text }: { text: string }) {
  return (
    <details className="mt-1 text-sm">
      <summary className="text-muted max-sm:min-h-10 max-sm:py-2">Detail</summary>
      <p className="mt-1 flex flex-wrap items-center gap-2">
        <code className="min-w-0 break-all font-mono text-xs">{text}</code>
        <CopyButton text={text} />
      </p>
    </details>
  );
}

const looks = {
  ok: { tone: "good", icon: CircleCheck, word: "Fine" },
  warning: { tone: "warn", icon: TriangleAlert, word: "Check" },
  broken: { tone: "bad", icon: CircleAlert, word: "Broken" },
  unknown: { tone: "neutral", icon: CircleHelp, word: "Not known" },
} as const;

const actionWords: Record<LineAction, string> = {
  refresh_permission: "Refresh permission",
  subscribe: "Subscribe again",
  take_back: "Deliver here again",
  switch_on: "Switch on",
  ask_again: "Ask again",
};
