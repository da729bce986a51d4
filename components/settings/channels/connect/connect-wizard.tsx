"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { channelsQuery } from "../queries";
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
  const [isPublic, setIsPublic] = usePublicWish();
  const facebook = useFacebookLogin(openLoginId, { public: isPublic });
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
        <PrepareStep
          appId={appId}
          redirectUrl={redirectUrl}
          isPublic={isPublic}
          onPublic={setIsPublic}
          onReady={() => setReady(true)}
        />
      )}
      {step === "Log in" && (
        <LogInStep
          facebook={facebook}
          redirectUrl={redirectUrl}
          isPublic={isPublic}
          onMessagesOnly={() => {
            setIsPublic(false);
            facebook.begin(true, false);
          }}
        />
      )}
      {step === "Choose Pages" && facebook.login && (
        <ChooseStep
          facebook={facebook}
          login={facebook.login}
          wishedPageId={wishedPageId}
          onChosen={(pages, importDays) =>
            facebook.login && connecting.connect(facebook.login.id, pages, { importDays, public: isPublic })
          }
        />
      )}
      {step === "Subscribe" && <SubscribeStep connecting={connecting} onDone={() => setDone(true)} />}
      {step === "Done" && <DoneStep pages={connecting.pages} onMore={startAgain} />}
    </>
  );
}

/** Where a Page has posts and comments switched on, they are asked for again. */
function usePublicWish() {
  const { data: channels = [] } = useQuery(channelsQuery());
  const [wished, wish] = useState<boolean | null>(null);
  const usual = channels.some((channel) => channel.connected && channel.public);
  return [wished ?? usual, wish] as const;
}

function stepOf(ready: boolean, granted: boolean, connecting: boolean, done: boolean): Step {
  if (done) return "Done";
  if (connecting) return "Subscribe";
  if (granted) return "Choose Pages";
  return ready ? "Log in" : "Get ready";
}
