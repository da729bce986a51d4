"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, Download, RotateCcw } from "lucide-react";
import { errorMessage } from "@/components/api";
import { AppLink } from "@/components/ui/app-link";
import { Button, buttonClass } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { exactTime } from "@/components/ui/format-time";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { useTimeStyle } from "@/components/ui/time";
import type { DeliveryShape, OpenedDeliveryShape } from "@/lib/deliveries/shapes";
import { DeliveryStateChip } from "./delivery-state-chip";
import { FateList } from "./fate-list";
import { JsonTree } from "./json-tree";
import { parseFaithfully } from "./parse-faithfully";
import { deliveryQuery } from "./queries";
import { sizeInWords } from "./size-in-words";
import { useReplay } from "./use-replay";

/** One delivery: what became of it, and how it came. */
export function DeliveryPage({ name }: { name: string }) {
  const { data, error } = useQuery(deliveryQuery(name));

  return (
    <>
      <AppLink
        href="/settings/deliveries"
        className="mb-3 inline-flex items-center gap-1.5 text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden="true" className="size-4" />
        Deliveries
      </AppLink>
      {error && <Notice tone="error">{errorMessage(error)}</Notice>}
      {!data && !error && <Skeleton className="h-64 w-full" />}
      {data && <Delivery {...data} />}
    </>
  );
}

function Delivery({ delivery, body, fates }: OpenedDeliveryShape) {
  const { name, state, problem } = delivery;
  const replay = useReplay();
  const missing = fates.filter(({ fate }) => fate === "missing").length;

  return (
    <>
      <PageHeader
        title={<Title delivery={delivery} />}
        action={
          <Button
            variant="primary"
            busy={replay.isPending}
            disabled={state === "waiting"}
            onClick={() => replay.mutate({ deliveries: [name] })}
          >
            <RotateCcw aria-hidden="true" className="size-4" />
            Replay
          </Button>
        }
      >
        Replaying applies everything in it again: what is there stays as it is, what is missing comes back.
      </PageHeader>
      {problem && (
        <Notice tone="error" title="It could not be opened" className="mb-4">
          <span className="break-words">{problem}</span>
        </Notice>
      )}
      {missing > 0 && !problem && (
        <Notice tone="warning" className="mb-4">
          {missing === 1 ? "1 message of it stands" : `${missing} messages of it stand`} in no conversation.
          Replay it to bring {missing === 1 ? "it" : "them"} back.
        </Notice>
      )}
      <h2 className="mb-2 font-semibold">What became of it</h2>
      <FateList fates={fates} />
      <div className="mt-6 mb-2 flex flex-wrap items-center gap-2">
        <h2 className="flex-1 font-semibold">As it came</h2>
        {body !== null && <CopyButton text={body} />}
        <a className={buttonClass({ size: "small" })} href={`/api/deliveries/${name}/raw`} download>
          <Download aria-hidden="true" className="size-3.5" />
          Download
        </a>
      </div>
      <Body body={body} />
    </>
  );
}

function Title({ delivery: { receivedAt, state, bytes } }: { delivery: DeliveryShape }) {
  const style = useTimeStyle();
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <time dateTime={receivedAt}>{exactTime(receivedAt, style)}</time>
      <DeliveryStateChip state={state} />
      <span className="font-normal text-base text-muted">{sizeInWords(bytes)}</span>
    </span>
  );
}

function Body({ body }: { body: string | null }) {
  if (body === null) return <Notice>It is too large to be shown here. Download it to look at it.</Notice>;

  const parsed = parseFaithfully(body);
  if (parsed) return <JsonTree value={parsed.value} />;
  return (
    <>
      <p className="mb-2 text-muted">This is not JSON; here it is letter by letter.</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by the keyboard. */}
      <pre tabIndex={0} dir="ltr" className="max-h-96 overflow-auto rounded-lg bg-sunken p-3 text-sm">
        {body}
      </pre>
    </>
  );
}
