"use client";

import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import type { LoginRefusalShape } from "@/lib/channels/logins/shapes";

interface RefusalNoticeProps {
  refusal: LoginRefusalShape;
  redirectUrl: string;
  onAskAgain: () => void;
}

/** Why Facebook said no, what to do, and its own words to be copied. */
export function RefusalNotice({ refusal, redirectUrl, onAskAgain }: RefusalNoticeProps) {
  return (
    <Notice
      tone="error"
      title={refusal.title}
      action={
        refusal.askAgain && (
          <Button variant="primary" onClick={onAskAgain}>
            Ask again
          </Button>
        )
      }
    >
      <p>{refusal.message}</p>
      <p className="mt-1.5">{refusal.remedy}</p>
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
