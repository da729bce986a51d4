"use client";

import { ChannelIcon } from "@/components/inbox/channel-icon";
import { SourceMarks } from "@/components/inbox/source-marks";
import { useInboxLocation } from "@/components/inbox/use-inbox-location";
import { RelativeTime } from "@/components/ui/time";
import type { ContactShape } from "@/lib/contacts/shapes";
import { Section } from "./section";

/** What was talked about before; a click opens it. */
export function EarlierConversations({ contact, currentId }: { contact: ContactShape; currentId: string }) {
  const { go } = useInboxLocation();
  const others = contact.conversations.filter(({ id }) => id !== currentId);
  if (others.length === 0) return null;

  return (
    <Section title="Other conversations">
      <ul className="-mx-2 grid">
        {others.map(({ id, status, openedAt, channelName, channelKind, sources, preview }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => go({ conversationId: id })}
              className="grid w-full grid-cols-[minmax(0,1fr)_auto] gap-x-2 rounded-md px-2 py-1.5 text-start hover:bg-hover"
            >
              <bdi className="truncate font-medium">{preview ?? "Without text"}</bdi>
              <RelativeTime at={openedAt} className="text-faint text-sm tabular" />
              <span className="col-span-2 flex min-w-0 items-center gap-1.5 text-muted text-sm">
                <ChannelIcon kind={channelKind} className="size-3.5!" />
                <span className="truncate">
                  <bdi>{channelName}</bdi> · {status}
                </span>
                <span className="ms-auto flex shrink-0 gap-1">
                  <SourceMarks sources={sources} />
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
