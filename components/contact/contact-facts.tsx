"use client";

import type { ReactNode } from "react";
import { ChannelIcon } from "@/components/inbox/channel-icon";
import { clockTime } from "@/components/ui/format-time";
import { useNow } from "@/components/ui/now";
import { RelativeTime, useTimeStyle } from "@/components/ui/time";
import type { ContactShape } from "@/lib/contacts/shapes";
import type { Conversation } from "@/lib/conversations/shapes";
import { Section } from "./section";
import { useCameFrom } from "./use-came-from";

/** What is known of the person and of how they came, without anybody having typed it. */
export function ContactFacts({
  contact,
  conversation,
}: {
  contact: ContactShape;
  conversation: Conversation;
}) {
  const { channel, openedAt } = conversation;
  const cameFrom = useCameFrom(conversation);

  return (
    <Section title="About">
      <dl className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5">
        <Fact name="Channel">
          <span className="flex min-w-0 items-center gap-1.5">
            <ChannelIcon kind={channel.kind} className="size-3.5!" />
            <bdi className="truncate">{channel.name}</bdi>
          </span>
        </Fact>
        {contact.timezone && <LocalTime timezone={contact.timezone} />}
        {contact.locale && <Fact name="Language">{languageName(contact.locale)}</Fact>}
        {cameFrom && (
          <Fact name="Came from">
            <bdi>{cameFrom}</bdi>
          </Fact>
        )}
        <Fact name="Since">
          <RelativeTime at={openedAt} />
        </Fact>
      </dl>
    </Section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="wrap-anywhere min-w-0">{children}</dd>
    </>
  );
}

/** The clock on the contact's wall: whether now is a good time for them. */
function LocalTime({ timezone }: { timezone: string }) {
  const now = useNow();
  const { locale } = useTimeStyle();
  const zone = zoneOf(timezone);
  if (!zone) return null;

  return (
    <Fact name="Local time">
      <span className="tabular">{clockTime(now, { locale, timeZone: zone.timeZone })}</span>{" "}
      <span className="text-muted">({zone.name})</span>
    </Fact>
  );
}

/** Platforms tell either a zone ("Europe/Madrid") or hours from UTC ("2", "-3.5"). */
function zoneOf(timezone: string): { timeZone: string; name: string } | null {
  const hours = Number(timezone);
  if (timezone.trim() !== "" && Number.isFinite(hours)) {
    const minutes = Math.round(Math.abs(hours) * 60);
    const offset = `${hours < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
    return isZone(offset) ? { timeZone: offset, name: `UTC${offset}` } : null;
  }
  return isZone(timezone)
    ? { timeZone: timezone, name: timezone.split("/").at(-1)!.replaceAll("_", " ") }
    : null;
}

function isZone(timeZone: string) {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone }));
  } catch {
    return false;
  }
}

function two(digits: number) {
  return String(digits).padStart(2, "0");
}

function languageName(locale: string) {
  try {
    return new Intl.DisplayNames("en", { type: "language" }).of(locale.replace("_", "-")) ?? locale;
  } catch {
    return locale;
  }
}
