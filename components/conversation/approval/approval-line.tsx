"use client";

import { BadgeCheck, Hourglass } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { runCommand } from "@/components/inbox/commands";
import { useMe } from "@/components/shell/me";
import { Button } from "@/components/ui/button";
import type { Message } from "@/lib/conversations/shapes";
import { emptyDraft, takeBack } from "../outbox/draft-store";
import { useApproval, useTakeBack } from "./use-approval";

const ApprovalDialog = lazy(() =>
  import("./approval-dialog").then((module) => ({ default: module.ApprovalDialog })),
);

export interface ApprovalLineProps {
  message: Message;
}

/** Under a public reply that a second person looks at: what they can do about it, or have done. */
export function ApprovalLine({ message }: ApprovalLineProps) {
  const me = useMe();
  const isMine = message.author.id === me.id;
  switch (message.approval?.state) {
    case "pending":
      if (message.status !== "queued") return null;
      return isMine ? <Waits message={message} /> : <Decide message={message} />;
    case "approved":
      return <Approved message={message} />;
    case "rejected":
      return isMine && message.status === "failed" ? <SendAgain message={message} /> : null;
    default:
      return null;
  }
}

const line = "mt-1 flex max-w-[min(72ch,100%)] flex-wrap items-center justify-end gap-x-2 gap-y-1 text-sm";

function Waits({ message }: ApprovalLineProps) {
  const cancel = useTakeBack(message);

  return (
    <div className={line}>
      <WaitsWords>A colleague looks at it before everyone can see it.</WaitsWords>
      <Button size="small" variant="ghost" busy={cancel.isPending} onClick={() => cancel.mutate()}>
        Cancel
      </Button>
    </div>
  );
}

function Decide({ message }: ApprovalLineProps) {
  const { approve } = useApproval(message);
  const [asking, setAsking] = useState<"edit" | "reject" | null>(null);

  return (
    <div className={line}>
      <WaitsWords>Only colleagues see it yet.</WaitsWords>
      <span className="flex gap-1">
        <Button size="small" variant="ghost" onClick={() => setAsking("reject")}>
          Reject
        </Button>
        <Button size="small" variant="ghost" onClick={() => setAsking("edit")}>
          Edit
        </Button>
        <Button
          size="small"
          variant="primary"
          busy={approve.isPending}
          onClick={() => approve.mutate(undefined)}
        >
          Approve
        </Button>
      </span>
      <Suspense>
        {asking && <ApprovalDialog kind={asking} message={message} onClose={() => setAsking(null)} />}
      </Suspense>
    </div>
  );
}

function WaitsWords({ children }: { children: string }) {
  return (
    <p className="flex items-start gap-1.5 text-muted">
      <Hourglass aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
      <span>
        <span className="font-medium">Waits for approval.</span> {children}
      </span>
    </p>
  );
}

function Approved({ message: { approval, details, author } }: ApprovalLineProps) {
  const written = details?.writtenText;
  const isEdited = written !== undefined;

  return (
    <div className="mt-0.5 max-w-[min(72ch,100%)] px-1 text-end text-muted text-xs">
      <p className="inline-flex items-center gap-1">
        <BadgeCheck aria-hidden="true" className="size-3.5 shrink-0" />
        <span>
          {isEdited ? "Edited and approved by " : "Approved by "}
          <bdi>{approval?.by?.name ?? "a colleague"}</bdi>
        </span>
      </p>
      {isEdited && (
        <details className="text-start">
          <summary className="cursor-pointer text-end hover:text-ink">
            What <bdi>{author.name}</bdi> wrote
          </summary>
          <p dir="auto" className="wrap-anywhere whitespace-pre-wrap border-line-strong border-s-2 ps-2">
            {typeof written === "string" ? written : "Nothing"}
          </p>
        </details>
      )}
    </div>
  );
}

/** The words go back to the composer; what was turned down stays in the thread. */
function SendAgain({ message }: ApprovalLineProps) {
  function edit() {
    const { conversationId, text, replyTo, visibility, details } = message;
    const mentionsContact = details?.mention !== undefined;
    takeBack(conversationId, {
      ...emptyDraft,
      text: text ?? "",
      mode: visibility,
      replyTo,
      mentionsContact,
    });
    runCommand("reply");
  }

  return (
    <div className={line}>
      <Button size="small" onClick={edit}>
        Edit and send again
      </Button>
    </div>
  );
}
