"use client";

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
        {others.map(({ id, status, openedAt, channelName, preview }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => go({ conversationId: id })}
              className="grid w-full grid-cols-[minmax(0,1fr)_auto] gap-x-2 rounded-md px-2 py-1.5 text-start hover:bg-hover"
            >
              <bdi className="truncate font-medium">{preview ?? "Without text"}</bdi>
              <RelativeTime at={openedAt} className="text-faint text-sm tabular" />
              <span className="col-span-2 truncate text-muted text-sm">
                <bdi>{channelName}</bdi> · {status}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
