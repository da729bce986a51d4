"use client";

import { CircleCheck } from "lucide-react";
import type { Route } from "next";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { StepHeading } from "./steps";
import type { ConnectingPage } from "./use-connect-pages";

export function DoneStep({ pages, onMore }: { pages: ConnectingPage[]; onMore: () => void }) {
  const connected = pages.flatMap(({ state }) => (state.is === "connected" ? [state.channel] : []));
  const names = new Intl.ListFormat("en").format(connected.slice(0, 3).map(({ name }) => name));
  const others = connected.length > 3 ? ` and ${connected.length - 3} more` : "";

  return (
    <Card className="grid gap-4 p-5 max-sm:p-4">
      <div className="flex items-start gap-3">
        <CircleCheck aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-good" />
        <div className="min-w-0">
          <StepHeading>Connected</StepHeading>
          <p className="mt-1 break-words text-muted">
            {names}
            {others}. When somebody writes, the conversation appears in the inbox. In the settings of each
            channel you choose whether posts and comments arrive too, to whom messages from outside Pagedesk
            are attributed, and more.
          </p>
        </div>
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="ghost" onClick={onMore}>
          Connect more Pages
        </Button>
        <ButtonLink href={settingsOf(connected.map(({ id }) => id))}>Channel settings</ButtonLink>
        <ButtonLink variant="primary" href="/inbox">
          Go to the inbox
        </ButtonLink>
      </div>
    </Card>
  );
}

const settingsOf = ([first, ...others]: string[]) =>
  (first && others.length === 0 ? `/settings/channels/${first}` : "/settings/channels") as Route;
