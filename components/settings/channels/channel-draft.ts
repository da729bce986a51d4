import type { ChannelShape } from "@/lib/channels/shapes";
import type { ChannelChanges } from "@/lib/channels/update-channel";

/** What the form shows: a channel's settings, as they can be changed and saved; those of public work act at once. */
export type ChannelSettingsDraft = Required<
  Omit<ChannelChanges, "lengthLimit" | "public" | "publicApproval">
> & {
  /** As it was typed: a number that isn't one yet must not jump. */
  lengthLimit: string;
};

export function draftOf(channel: ChannelShape): ChannelSettingsDraft {
  const { name, active, reopenWithinHours, seenPolicy, humanAgent } = channel;
  return {
    name,
    active,
    externalUserId: channel.externalUser?.id ?? null,
    lengthLimit: String(channel.lengthLimit),
    reopenWithinHours,
    seenPolicy,
    humanAgent,
  };
}

/** Only what was touched is sent, so that a colleague's change of another setting survives. */
export function changesOf(channel: ChannelShape, edits: Partial<ChannelSettingsDraft>): ChannelChanges {
  const stored = draftOf(channel);
  const touched = Object.entries(edits).filter(
    ([name, value]) => value !== stored[name as keyof ChannelSettingsDraft],
  );
  const { lengthLimit, ...others } = Object.fromEntries(touched) as Partial<ChannelSettingsDraft>;
  return { ...others, ...(lengthLimit !== undefined && { lengthLimit: Number(lengthLimit) }) };
}

/** What is wrong with a field, in words; empty when all can be sent. */
export function problemsOf({ name, lengthLimit }: ChannelSettingsDraft) {
  const limit = Number(lengthLimit);
  return {
    ...(name.trim() === "" && { name: "Give the channel a name." }),
    ...((!Number.isInteger(limit) || limit < 1 || limit > PLATFORM_MAXIMUM || lengthLimit.trim() === "") && {
      lengthLimit: `Give a whole number from 1 to ${PLATFORM_MAXIMUM.toLocaleString("en")}.`,
    }),
  };
}

/** Messenger takes no longer text. */
export const PLATFORM_MAXIMUM = 2000;

export const reopeningChoices: { hours: number | null; words: string }[] = [
  { hours: null, words: "Always continue the same conversation" },
  { hours: 24, words: "Reopen within 1 day, then begin a new one" },
  { hours: 72, words: "Reopen within 3 days, then begin a new one" },
  { hours: 168, words: "Reopen within 7 days, then begin a new one" },
  { hours: 720, words: "Reopen within 30 days, then begin a new one" },
  { hours: 0, words: "Always begin a new conversation" },
];
