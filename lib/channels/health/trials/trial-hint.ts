import { problemWords } from "../problem-words";

export interface TrialFacts {
  waitedMs: number;
  received: boolean;
  stored: boolean;
  /** Something else of this channel was delivered since it began. */
  othersReceived: boolean;
  /** Deliveries with a wrong signature came since it began. */
  wrongSignatures: boolean;
  subscribed: boolean;
}

/** Deliveries take seconds; after so long somebody should look. */
export const TRIAL_PATIENCE_MS = 2 * 60_000;

/** What to look at when a test message doesn't come, the likeliest first; null while there is still time. Pure. */
export function trialHint(facts: TrialFacts, problems: readonly string[]): string | null {
  if (facts.stored || facts.waitedMs < TRIAL_PATIENCE_MS) return null;
  if (facts.received)
    return "The delivery is here, but the message isn’t in a conversation yet. Look under Settings → Set aside, and whether the worker is running.";
  if (facts.wrongSignatures)
    return "Deliveries came with a wrong signature and were refused: the app’s secret was probably changed at Facebook. Copy it again from the app’s settings.";
  if (!facts.subscribed)
    return "This channel isn’t subscribed, so Facebook sends nothing. Subscribe it, then try again.";
  const [worst] = problems;
  if (worst) return `${problemWords(worst).explanation} Mend that first: its line in the check-up says how.`;
  if (facts.othersReceived)
    return "Other messages of this Page do arrive, so the way is open. Look whether the message was sent to the right Page and holds the code.";
  return "Facebook has delivered nothing. If the app is in development mode, only people with a role in it are heard; write with such an account, or switch the app to live.";
}
