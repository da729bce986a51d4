"use client";

import type { Route } from "next";
import { AppLink } from "@/components/ui/app-link";
import { exactTime } from "@/components/ui/format-time";
import { useTimeStyle } from "@/components/ui/time";
import type { DeliveryShape } from "@/lib/deliveries/shapes";
import { DeliveryStateChip } from "./delivery-state-chip";
import { sizeInWords } from "./size-in-words";

interface DeliveryRowProps {
  delivery: DeliveryShape;
  chosen: boolean;
  onChoose: (chosen: boolean) => void;
}

export function DeliveryRow({ delivery, chosen, onChoose }: DeliveryRowProps) {
  const { name, receivedAt, state, problem, appId, bytes, elements, channelNames } = delivery;
  const style = useTimeStyle();
  const moment = exactTime(receivedAt, style);

  return (
    <li className="flex items-start gap-3 px-4 transition-colors hover:bg-hover">
      <label className="-ms-2 grid size-10 shrink-0 place-items-center">
        <input
          type="checkbox"
          className="size-4 accent-(--accent)"
          aria-label={`Choose the delivery of ${moment}`}
          checked={chosen}
          disabled={state === "waiting"}
          onChange={({ target }) => onChoose(target.checked)}
        />
      </label>
      <AppLink
        href={`/settings/deliveries/${name}` as Route}
        className="grid min-w-0 flex-1 grid-cols-[11rem_minmax(0,1fr)_auto_auto] items-baseline gap-x-4 gap-y-1 py-2.5 max-md:grid-cols-[minmax(0,1fr)_auto]"
      >
        <time dateTime={receivedAt} className="tabular">
          {moment}
        </time>
        <span className="truncate max-md:order-last max-md:col-span-2">
          {channelNames?.length ? (
            channelNames.join(", ")
          ) : (
            <span className="text-muted">
              {channelNames ? "No channel of ours" : "Not looked into: large"}
            </span>
          )}
          {appId && <span className="text-faint"> · app {appId}</span>}
        </span>
        <span className="text-muted tabular max-md:order-last">{contents(elements, bytes)}</span>
        <DeliveryStateChip state={state} />
        {problem && <span className="col-span-full break-words text-bad text-sm">{problem}</span>}
      </AppLink>
    </li>
  );
}

function contents(elements: number | null, bytes: number) {
  const size = sizeInWords(bytes);
  if (elements === null) return size;
  return `${elements} ${elements === 1 ? "element" : "elements"} · ${size}`;
}
