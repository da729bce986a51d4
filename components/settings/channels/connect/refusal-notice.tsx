"use client";

import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import type { LoginRefusalShape } from "@/lib/channels/logins/shapes";

interface RefusalNoticeProps {
  refusal: LoginRefusalShape;
  redirectUrl: string;
  onAskAgain: () => void;
  /** Leaves out what is of use for posts and comments only; not given where that wasn't asked for. */
  onAskLess?: (() => void) | undefined;
}

/** With these it can be a permission too many that was asked for. */
const spoilt = new Set(["not_granted", "invalid_scopes", "dialog_error"]);

/** Why Facebook said no, what to do, and its own words to be copied. */
export function RefusalNotice({ refusal, redirectUrl, onAskAgain, onAskLess }: RefusalNoticeProps) {
  const less = spoilt.has(refusal.reason) ? onAskLess : undefined;
  return (
    <Notice
      tone="error"
      title={refusal.title}
      action={
        (refusal.askAgain || less) && (
          <span className="flex flex-wrap gap-2">
            {refusal.askAgain && (
              <Button variant="primary" onClick={onAskAgain}>
                Ask again
              </Button>
            )}
            {less && <Button onClick={less}>Ask for messages only</Button>}
          </span>
        )
      }
    >
      <p>{refusal.message}</p>
      <p className="mt-1.5">{refusal.remedy}</p>
      {less && (
        <p className="mt-1.5">
          If the app isn’t reviewed for posts and comments yet, ask for messages only: those work without.
        </p>
      )}
      {refusal.reason === "redirect_mismatch" && <Copyable text={redirectUrl} />}
      {refusal.detail && (
        <details className="mt-2">
          <summary className="text-sm">Detail</summary>
          <Copyable text={refusal.detail} />
        </details>
      )}
    </Notice>
  );
}

function Copyable({ text }: { text: string }) {
  return (
    <p className="mt-1.5 flex flex-wrap items-center gap-2">
      <code className="min-w-0 break-all font-mono text-ink text-xs">{text}</code>
      <CopyButton text={text} />
    </p>
  );
}
