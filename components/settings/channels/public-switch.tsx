import { useId } from "react";
import { Switch } from "@/components/ui/switch";
import type { ChannelShape } from "@/lib/channels/shapes";
import { useChannelChange } from "./use-channel-change";

/** Receive what is said in public on a Page too; it acts at once, and the Page is subscribed anew by itself. */
export function usePublicSwitch(channel: ChannelShape) {
  const change = useChannelChange(channel.id);
  const wanted =
    change.isPending && change.variables.do === "change" ? change.variables.changes.public : null;
  return {
    checked: wanted ?? channel.public,
    busy: change.isPending,
    error: change.error,
    set: (isPublic: boolean) => change.mutate({ do: "change", changes: { public: isPublic } }),
  };
}

interface PublicSwitchProps {
  channel: ChannelShape;
  control: ReturnType<typeof usePublicSwitch>;
}

/** The switch of one row in the list of Pages. */
export function PublicSwitch({ channel, control }: PublicSwitchProps) {
  const id = useId();
  return (
    <span className="flex items-center gap-2 text-sm max-sm:min-h-10">
      <label
        htmlFor={id}
        className="cursor-pointer text-muted"
        title="Posts, comments and mentions arrive too"
      >
        Public<span className="sr-only">: posts, comments and mentions of {channel.name} arrive too</span>
      </label>
      <Switch id={id} checked={control.checked} busy={control.busy} onCheckedChange={control.set} />
    </span>
  );
}
