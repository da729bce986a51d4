"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, ExternalLink, X } from "lucide-react";
import { errorMessage } from "@/components/api";
import { useConversation } from "@/components/conversation/use-conversation";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { ContactShape } from "@/lib/contacts/shapes";
import type { Conversation } from "@/lib/conversations/shapes";
import { ContactAttributes } from "./contact-attributes";
import { ContactFacts } from "./contact-facts";
import { ContactNotes } from "./contact-notes";
import { ContactTags } from "./contact-tags";
import { EarlierConversations } from "./earlier-conversations";
import { contactQuery } from "./queries";

/** Who the person is: what the platform tells, and what colleagues know. */
export function ContactPane({ conversationId, onClose }: { conversationId: string; onClose: () => void }) {
  const { data: conversation, isError } = useConversation(conversationId);

  return (
    <div data-empty={(!conversation && isError) || undefined} className="flex h-full flex-col">
      <div className="flex h-14 shrink-0 items-center border-b px-2 md:hidden">
        <Button variant="ghost" size="icon" aria-label="Back to the conversation" onClick={onClose}>
          <ArrowLeft aria-hidden="true" className="size-5 rtl:-scale-x-100" />
        </Button>
        <span className="ms-1 font-semibold">Contact</span>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-5 py-5">
        {conversation && <Contact conversation={conversation} onClose={onClose} />}
      </div>
    </div>
  );
}

function Contact({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const { data: contact, error, refetch, isFetching } = useQuery(contactQuery(conversation.contact.id));

  return (
    <>
      <Who conversation={conversation} profileUrl={contact?.profileUrl ?? null} onClose={onClose} />
      {contact && <Known contact={contact} conversation={conversation} />}
      {!contact && !error && <ContactSkeleton />}
      {!contact && error && (
        <Notice
          tone="error"
          className="mt-5"
          action={
            <Button size="small" busy={isFetching} onClick={() => refetch()}>
              Try again
            </Button>
          }
        >
          {errorMessage(error)}
        </Notice>
      )}
    </>
  );
}

interface WhoProps {
  conversation: Conversation;
  profileUrl: string | null;
  onClose: () => void;
}

function Who({ conversation: { contact }, profileUrl, onClose }: WhoProps) {
  return (
    <div className="flex items-center gap-3.5">
      <Avatar name={contact.name} seed={contact.id} pictureUrl={contact.pictureUrl} size={48} />
      <div className="min-w-0 flex-1">
        <h2 className="wrap-anywhere line-clamp-3 font-semibold text-lg leading-tight">
          <bdi>{contact.name}</bdi>
        </h2>
        {profileUrl && (
          <a
            href={profileUrl}
            target="_blank"
            rel="noopener noreferrer"
            className="inline-flex items-center gap-1 text-muted text-sm hover:text-ink hover:underline"
          >
            Profile
            <ExternalLink aria-hidden="true" className="size-3" />
          </a>
        )}
      </div>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Hide the contact"
        onClick={onClose}
        className="-me-2 self-start max-md:hidden"
      >
        <X aria-hidden="true" className="size-4" />
      </Button>
    </div>
  );
}

function Known({ contact, conversation }: { contact: ContactShape; conversation: Conversation }) {
  return (
    <>
      <Withheld state={contact.profileState} />
      <ContactFacts contact={contact} conversation={conversation} />
      <ContactTags contact={contact} />
      <ContactAttributes contact={contact} />
      <ContactNotes contact={contact} />
      <EarlierConversations contact={contact} currentId={conversation.id} />
    </>
  );
}

function Withheld({ state }: { state: ContactShape["profileState"] }) {
  if (state === "withheld") {
    return (
      <Notice className="mt-4">
        Facebook doesn't share this person's profile. Everything else works; you can write down what you learn
        below.
      </Notice>
    );
  }
  if (state === "failed") {
    return (
      <Notice className="mt-4">The profile couldn't be read yet. Pagedesk will try again by itself.</Notice>
    );
  }
  return null;
}

function ContactSkeleton() {
  return (
    <div role="status" className="mt-6 grid gap-3">
      <span className="sr-only">Loading the contact</span>
      <Skeleton className="h-3 w-1/3" />
      <Skeleton className="h-3 w-3/4" />
      <Skeleton className="h-3 w-2/3" />
      <Skeleton className="mt-4 h-3 w-1/4" />
      <Skeleton className="h-6 w-1/2" />
    </div>
  );
}
