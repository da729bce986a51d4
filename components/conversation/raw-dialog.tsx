"use client";

import { useQuery } from "@tanstack/react-query";
import { api, errorMessage } from "@/components/api";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Spinner } from "@/components/ui/spinner";
import type { Message } from "@/lib/conversations/shapes";

export function RawDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const { id, conversationId } = message;
  const { data, error } = useQuery({
    queryKey: ["raw", id],
    queryFn: ({ signal }) =>
      api<{ raw: unknown }>(
        "GET",
        `/api/conversations/${conversationId}/messages/${id}/raw`,
        undefined,
        signal,
      ),
  });
  const text = data ? JSON.stringify(data.raw, null, 2) : "";

  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="large"
      title="What the platform sent"
      description="As it arrived. It can help whoever teaches Pagedesk to show this kind."
      footer={data && <CopyButton text={text} size="medium" />}
    >
      {error && <Notice tone="error">{errorMessage(error)}</Notice>}
      {!data && !error && <Spinner label="Loading" />}
      {data && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by the keyboard.
        <pre tabIndex={0} className="overflow-x-auto rounded-lg bg-sunken p-3 text-sm" dir="ltr">
          {text}
        </pre>
      )}
    </Dialog>
  );
}
