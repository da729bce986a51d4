"use client";

import { ExternalLink } from "lucide-react";
import { errorMessage } from "@/components/api";
import { Button, buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Spinner } from "@/components/ui/spinner";
import { RefusalNotice } from "./refusal-notice";
import { StepHeading } from "./steps";
import type { FacebookLogin } from "./use-facebook-login";

interface LogInStepProps {
  facebook: FacebookLogin;
  redirectUrl: string;
  /** Posts and comments are asked for too. */
  isPublic: boolean;
  onMessagesOnly: () => void;
}

/** Facebook's window, and what to do when it doesn't open, doesn't answer, or says no. */
export function LogInStep({ facebook, redirectUrl, isPublic, onMessagesOnly }: LogInStepProps) {
  const { login, waiting, reading, error } = facebook;
  return (
    <Card className="grid gap-4 p-5 max-sm:p-4">
      <StepHeading key={waiting ? "waiting" : "start"}>
        {waiting ? "Continue in the Facebook window" : "Log in with Facebook"}
      </StepHeading>
      {error && <ErrorNotice facebook={facebook} />}
      {login?.refusal && !waiting && (
        <RefusalNotice
          refusal={login.refusal}
          redirectUrl={redirectUrl}
          onAskAgain={() => facebook.begin(true)}
          onAskLess={isPublic ? onMessagesOnly : undefined}
        />
      )}
      {reading && <Spinner label="Looking where you left off" />}
      {!reading && waiting && <Waiting facebook={facebook} />}
      {!reading && !waiting && <Start facebook={facebook} />}
    </Card>
  );
}

function ErrorNotice({ facebook: { error, login, lookAgain } }: { facebook: FacebookLogin }) {
  return (
    <Notice tone="error" action={login === null ? undefined : <Button onClick={lookAgain}>Try again</Button>}>
      {errorMessage(error)}
    </Notice>
  );
}

/** After a refusal that can be asked again, its notice has the button. */
function Start({ facebook: { login, begin, beginning, hasEarlier, goBack } }: { facebook: FacebookLogin }) {
  const back = hasEarlier && <Button onClick={goBack}>Back to the Pages</Button>;
  if (login?.refusal?.askAgain) return back && <div>{back}</div>;
  return (
    <>
      <p className="text-muted">
        Facebook opens in a window of its own. Log in with the account that manages your Pages, and choose the
        Pages that Pagedesk may see.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" busy={beginning} onClick={() => begin()}>
          <span>Log in with Facebook</span>
        </Button>
        {back}
      </div>
    </>
  );
}

function Waiting({ facebook }: { facebook: FacebookLogin }) {
  const { blocked, dialogUrl, openAgain, goBack } = facebook;
  if (blocked && dialogUrl) return <Blocked dialogUrl={dialogUrl} onCancel={goBack} />;
  return (
    <>
      <p className="flex items-center gap-2.5 text-muted" role="status">
        <Spinner />
        This page goes on by itself as soon as you have finished there.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={openAgain}>
          <ExternalLink aria-hidden="true" className="size-3.5" />
          <span>Open it again</span>
        </Button>
        <Button variant="ghost" onClick={goBack}>
          Cancel
        </Button>
      </div>
    </>
  );
}

/** The same walk without a popup: it leads to Facebook and back to this step. */
function Blocked({ dialogUrl, onCancel }: { dialogUrl: string; onCancel: () => void }) {
  return (
    <>
      <Notice tone="warning" title="Your browser blocked the Facebook window">
        Continue in this window instead. Facebook brings you back to this step.
      </Notice>
      <div className="flex flex-wrap gap-2">
        <a href={dialogUrl} className={buttonClass({ variant: "primary" })}>
          Continue to Facebook
        </a>
        <Button variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </>
  );
}
