"use client";

import { CircleAlert, CircleCheck, CircleHelp, TriangleAlert } from "lucide-react";
import { RelativeTime } from "@/components/ui/time";
import type { ChannelCheckShape } from "@/lib/channels/health/shapes";

interface CheckSummaryProps {
  check: ChannelCheckShape | undefined;
  running: boolean;
}

/** The whole check-up in one line, with when it was and who wanted it. */
export function CheckSummary({ check, running }: CheckSummaryProps) {
  const { icon: Icon, colour, words } = verdictOf(check);
  return (
    <div className="min-w-0 flex-1 basis-60">
      <h2 className="flex items-center gap-2 font-semibold">
        <Icon aria-hidden="true" className={`size-4 shrink-0 ${colour}`} />
        {words}
      </h2>
      <p className="text-muted text-sm" role="status">
        {running ? "Asking Facebook…" : <When check={check} />}
      </p>
    </div>
  );
}

function When({ check }: { check: ChannelCheckShape | undefined }) {
  if (!check?.checkedAt) return "Pagedesk looks every five minutes, and whenever Facebook refuses something.";
  return (
    <>
      Last look: <RelativeTime at={check.checkedAt} />,{" "}
      {check.checkedBy ? (
        <>
          wanted by <bdi>{check.checkedBy.name}</bdi>
        </>
      ) : (
        reasons[check.because ?? "schedule"]
      )}
    </>
  );
}

const reasons = {
  admin: "wanted by an admin",
  schedule: "by itself",
  refusal: "because Facebook refused something",
  connected: "after a change of the connection",
};

function verdictOf(check: ChannelCheckShape | undefined) {
  if (!check?.checkedAt) return { icon: CircleHelp, colour: "text-muted", words: "Not looked at yet" };
  const count = (state: string) => check.lines.filter((line) => line.state === state).length;
  const [broken, warnings] = [count("broken"), count("warning")];
  if (broken > 0) return { icon: CircleAlert, colour: "text-bad", words: counted(broken, "to mend") };
  if (warnings > 0)
    return { icon: TriangleAlert, colour: "text-warn", words: counted(warnings, "to look at") };
  // How the app's mode and the default app are, Facebook tells nobody.
  if (count("unknown") > USUALLY_UNKNOWN)
    return { icon: CircleHelp, colour: "text-muted", words: "Facebook couldn’t be asked" };
  return { icon: CircleCheck, colour: "text-good", words: "Everything that can be looked at is fine" };
}

const USUALLY_UNKNOWN = 2;

const counted = (count: number, what: string) => `${count} ${count === 1 ? "thing" : "things"} ${what}`;
