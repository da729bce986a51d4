import clsx from "clsx";
import { CircleAlert, CircleCheck, CircleMinus, TriangleAlert } from "lucide-react";
import type { Route } from "next";
import type { ChannelShape } from "@/lib/channels/shapes";
import type { ChannelState } from "./channel-state";

export function ChannelStateLine({ state }: { state: ChannelState }) {
  const { icon: Icon, colour } = looks[state.tone];
  return (
    <p className="flex items-start gap-1.5 text-muted text-sm">
      <Icon aria-hidden="true" className={clsx("mt-0.5 size-3.5 shrink-0", colour)} />
      <span>
        <span className={clsx("font-medium", colour)}>{state.word}</span>
        {state.explanation && <> · {state.explanation}</>}
      </span>
    </p>
  );
}

/** The wizard with this Page already ticked. */
export const connectAgain = ({ externalId }: ChannelShape) =>
  `/settings/channels/connect?page=${encodeURIComponent(externalId)}` as Route;

const looks = {
  good: { icon: CircleCheck, colour: "text-good" },
  warn: { icon: TriangleAlert, colour: "text-warn" },
  bad: { icon: CircleAlert, colour: "text-bad" },
  neutral: { icon: CircleMinus, colour: "text-muted" },
};
