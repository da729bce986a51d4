"use client";

import { useState } from "react";
import { ChooseStep } from "./choose-step";
import { DoneStep } from "./done-step";
import { LogInStep } from "./log-in-step";
import { PrepareStep } from "./prepare-step";
import { type Step, StepList } from "./steps";
import { SubscribeStep } from "./subscribe-step";
import { useConnectPages } from "./use-connect-pages";
import { useFacebookLogin } from "./use-facebook-login";

interface ConnectWizardProps {
  /** null = the installation has no Facebook app yet. */
  appId: string | null;
  redirectUrl: string;
  /** A sign-in to go on with. */
  openLoginId: string | null;
  wishedPageId: string | null;
}

/** From "which app" to "messages arrive". Which step shows follows from the sign-in and from what was chosen. */
export function ConnectWizard({ appId, redirectUrl, openLoginId, wishedPageId }: ConnectWizardProps) {
  const facebook = useFacebookLogin(openLoginId);
  const connecting = useConnectPages();
  const [ready, setReady] = useState(openLoginId !== null);
  const [done, setDone] = useState(false);
  const step = stepOf(ready, facebook.granted, connecting.pages.length > 0, done);

  function startAgain() {
    connecting.forget();
    facebook.forget();
    setDone(false);
  }

  return (
    <>
      <StepList current={step} />
      {step === "Get ready" && (
        <PrepareStep appId={appId} redirectUrl={redirectUrl} onReady={() => setReady(true)} />
      )}
      {step === "Log in" && <LogInStep facebook={facebook} redirectUrl={redirectUrl} />}
      {step === "Choose Pages" && facebook.login && (
        <ChooseStep
          facebook={facebook}
          login={facebook.login}
          wishedPageId={wishedPageId}
          onChosen={(pages, importDays) =>
            facebook.login && connecting.connect(facebook.login.id, pages, importDays)
          }
        />
      )}
      {step === "Subscribe" && <SubscribeStep connecting={connecting} onDone={() => setDone(true)} />}
      {step === "Done" && <DoneStep pages={connecting.pages} onMore={startAgain} />}
    </>
  );
}

function stepOf(ready: boolean, granted: boolean, connecting: boolean, done: boolean): Step {
  if (done) return "Done";
  if (connecting) return "Subscribe";
  if (granted) return "Choose Pages";
  return ready ? "Log in" : "Get ready";
}
