import type { channelTrials } from "@/db/schema/channel-health";
import type { ChannelRow } from "@/lib/channels/find-channel";
import { env } from "@/lib/env";
import type { TrialShape } from "./shapes";

export type TrialRow = typeof channelTrials.$inferSelect;

export function presentTrial(trial: TrialRow, channel: ChannelRow, hint: string | null): TrialShape {
  return {
    id: trial.id,
    code: trial.code,
    way: wayToSend(channel, trial.code),
    startedAt: trial.startedAt.toISOString(),
    receivedAt: trial.receivedAt?.toISOString() ?? null,
    storedAt: trial.storedAt?.toISOString() ?? null,
    conversationId: trial.conversationId,
    messageId: trial.messageId,
    hint,
  };
}

/** m.me opens the conversation with the Page and writes the text already (Meta, m.me links). A test platform has a phone. */
function wayToSend({ externalId }: ChannelRow, code: string) {
  const dialog = new URL(env.FACEBOOK_DIALOG_URL);
  if (/(^|\.)facebook\.com$/.test(dialog.hostname))
    return {
      href: `https://m.me/${encodeURIComponent(externalId)}?text=${encodeURIComponent(code)}`,
      words: "Open Messenger",
    };
  return { href: `${env.FACEBOOK_DIALOG_URL}/phone`, words: "Open a customer’s phone" };
}
