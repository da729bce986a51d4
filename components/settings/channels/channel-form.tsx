"use client";

import { type FormEvent, useState } from "react";
import { errorMessage } from "@/components/api";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import type { ChannelShape } from "@/lib/channels/shapes";
import {
  type ChannelSettingsDraft,
  changesOf,
  draftOf,
  PLATFORM_MAXIMUM,
  problemsOf,
  reopeningChoices,
} from "./channel-draft";
import { ExternalUserField } from "./external-user-field";
import { SwitchField } from "./switch-field";
import { UnsavedWarning } from "./unsaved-warning";
import { useChannelChange } from "./use-channel-change";

/** The settings of a channel; nothing is changed before it is saved. */
export function ChannelForm({ channel }: { channel: ChannelShape }) {
  const [edits, setEdits] = useState<Partial<ChannelSettingsDraft>>({});
  const change = useChannelChange(channel.id);
  const draft = { ...draftOf(channel), ...edits };
  const problems = problemsOf(draft);
  const changes = changesOf(channel, edits);
  const unsaved = Object.keys(changes).length > 0;
  const edit = (edited: Partial<ChannelSettingsDraft>) => setEdits((before) => ({ ...before, ...edited }));

  function save(event: FormEvent) {
    event.preventDefault();
    if (!unsaved || Object.keys(problems).length > 0) return;
    change.mutate(
      { do: "change", changes },
      {
        onSuccess: () => {
          setEdits({});
          showToast("Saved.");
        },
      },
    );
  }

  return (
    <form onSubmit={save} noValidate>
      <Card aria-labelledby="settings" className="grid gap-5 p-5 max-sm:p-4">
        <h2 id="settings" className="font-semibold">
          Settings
        </h2>
        <Field label="Name" hint="As your agents see it. The Page keeps its own name." error={problems.name}>
          {(control) => (
            <Input
              {...control}
              value={draft.name}
              maxLength={200}
              autoComplete="off"
              onChange={({ target }) => edit({ name: target.value })}
            />
          )}
        </Field>
        <SwitchField
          label="Active"
          hint="Switched off, nobody can answer. What arrives is still kept and shown."
          checked={draft.active}
          onChange={(active) => edit({ active })}
        />
        <ExternalUserField
          userId={draft.externalUserId}
          known={channel.externalUser}
          onChange={(externalUserId) => edit({ externalUserId })}
        />
        <Field
          label="Longest message"
          hint={`Characters in one answer. Messenger takes ${PLATFORM_MAXIMUM.toLocaleString("en")} at most.`}
          error={problems.lengthLimit}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              className="max-w-32 tabular"
              value={draft.lengthLimit}
              onChange={({ target }) => edit({ lengthLimit: target.value })}
            />
          )}
        </Field>
        <ReopeningField
          hours={draft.reopenWithinHours}
          onChange={(hours) => edit({ reopenWithinHours: hours })}
        />
        <SeenField policy={draft.seenPolicy} onChange={(seenPolicy) => edit({ seenPolicy })} />
        <SwitchField
          label="Human agent"
          hint="Your Facebook app is approved for the Human Agent feature: agents may answer for 7 days instead of 24 hours."
          checked={draft.humanAgent}
          onChange={(humanAgent) => edit({ humanAgent })}
        />
        {change.isError && <Notice tone="error">{errorMessage(change.error)}</Notice>}
        <div className="flex flex-wrap items-center justify-end gap-2">
          <p role="status" className="flex-1 text-muted text-sm">
            {unsaved && "Not saved yet"}
          </p>
          {unsaved && (
            <Button variant="ghost" disabled={change.isPending} onClick={() => setEdits({})}>
              Discard
            </Button>
          )}
          <Button type="submit" variant="primary" disabled={!unsaved} busy={change.isPending}>
            <span>Save</span>
          </Button>
        </div>
      </Card>
      <UnsavedWarning unsaved={unsaved && !change.isPending} />
    </form>
  );
}

interface ReopeningFieldProps {
  hours: number | null;
  onChange: (hours: number | null) => void;
}

function ReopeningField({ hours, onChange }: ReopeningFieldProps) {
  const known = reopeningChoices.some((choice) => choice.hours === hours);
  return (
    <Field label="When somebody writes again after closing">
      {(control) => (
        <Select
          {...control}
          value={String(hours)}
          onChange={({ target }) => onChange(target.value === "null" ? null : Number(target.value))}
        >
          {reopeningChoices.map((choice) => (
            <option key={choice.words} value={String(choice.hours)}>
              {choice.words}
            </option>
          ))}
          {!known && <option value={String(hours)}>Reopen within {hours} hours, then begin a new one</option>}
        </Select>
      )}
    </Field>
  );
}

interface SeenFieldProps {
  policy: ChannelShape["seenPolicy"];
  onChange: (policy: ChannelShape["seenPolicy"]) => void;
}

const seenChoices: Record<ChannelShape["seenPolicy"], string> = {
  on_opening: "When an agent opens the conversation",
  on_reply: "When an agent answers",
  never: "Never",
};

function SeenField({ policy, onChange }: SeenFieldProps) {
  return (
    <Field label="Customers see “Seen”">
      {(control) => (
        <Select
          {...control}
          value={policy}
          onChange={({ target }) => onChange(target.value as ChannelShape["seenPolicy"])}
        >
          {Object.entries(seenChoices).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
