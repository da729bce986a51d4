"use client";

import clsx from "clsx";
import { CircleAlert, RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { attachmentWords } from "./attachment-words";
import type { AttachmentProps } from "./attachments";
import { boxOf } from "./boxes";
import { useRetryCopy } from "./use-retry-copy";

interface MediaBoxProps extends AttachmentProps {
  /** Given the address of what is here. */
  children: (url: string) => ReactNode;
}

/** One size for each kind: the file itself, that it is on its way, or why it isn't here. */
export function MediaBox({ message, attachment, children }: MediaBoxProps) {
  const { url, state, type } = attachment;
  const isBare = url !== null && type === "sticker";

  return (
    <div
      data-attachment={attachment.id}
      className={clsx(
        "relative max-w-full overflow-hidden rounded-lg",
        boxOf(type),
        !isBare && "border border-line-strong bg-sunken",
      )}
    >
      {url ? (
        children(url)
      ) : state === "failed" ? (
        <Failed message={message} attachment={attachment} compact={type === "audio"} />
      ) : (
        <p className="flex size-full items-center justify-center gap-2 px-3 text-muted text-sm">
          <Spinner />
          {attachmentWords[type]} is on its way
        </p>
      )}
    </div>
  );
}

function Failed({ message, attachment, compact }: AttachmentProps & { compact: boolean }) {
  const { type, problem } = attachment;
  return (
    <div
      className={clsx(
        "flex size-full items-center gap-x-3 gap-y-2 px-3 text-sm",
        !compact && "flex-col justify-center text-center",
      )}
    >
      <p className={clsx("min-w-0 text-muted", compact && "flex-1")} title={problem ?? undefined}>
        <span className={clsx("font-medium text-ink", compact && "block truncate")}>
          <CircleAlert aria-hidden="true" className="me-1 mb-0.5 inline size-3.5 text-bad" />
          {attachmentWords[type]} not here.
        </span>{" "}
        <span className={clsx(compact && "block truncate")}>{problem}</span>
      </p>
      <RetryCopy message={message} attachment={attachment} />
    </div>
  );
}

/** Another attempt, where one may help. */
export function RetryCopy({ attachment }: AttachmentProps) {
  const { mutate, isPending } = useRetryCopy(attachment.id);
  if (!attachment.retryable) return null;

  return (
    <Button size="small" busy={isPending} onClick={() => mutate()}>
      <RotateCw aria-hidden="true" className="size-3.5" />
      Try again
    </Button>
  );
}
