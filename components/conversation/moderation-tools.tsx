"use client";

import {
  Ellipsis,
  ExternalLink,
  Eye,
  EyeOff,
  type LucideIcon,
  Reply,
  ThumbsDown,
  ThumbsUp,
  Trash2,
} from "lucide-react";
import { type ComponentProps, type ReactNode, useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Menu, MenuEntry, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { Tooltip } from "@/components/ui/tooltip";
import type { Publication } from "@/lib/conversations/publications/shapes";
import { publicName } from "./public-words";
import { useModeration } from "./use-moderation";

export type Moderated = Pick<Publication, "id" | "kind" | "hidden" | "liked" | "permalinkUrl" | "author">;

export interface ModerationToolsProps {
  publication: Moderated;
  pageName: string;
  onReply?: () => void;
  /** More that can be done with it: buttons for the bar, entries for the menu. */
  buttons?: ReactNode;
  entries?: ReactNode;
}

/**
 * What can be done, as the Page, with something said in public. Beside it on hover and focus; on a phone all of it is in
 * the menu. Ratings the platform leaves to those who gave them, and a Page can't hide its own words.
 */
export function ModerationTools({ publication, pageName, onReply, buttons, entries }: ModerationToolsProps) {
  const { kind, hidden, liked, permalinkUrl, author } = publication;
  const { moderate, isPending } = useModeration(publication.id, pageName);
  const [isAsking, setIsAsking] = useState(false);
  const like: Choice = liked
    ? { icon: ThumbsDown, words: "Unlike", run: () => moderate("unlike") }
    : { icon: ThumbsUp, words: "Like", run: () => moderate("like") };
  const hide: Choice = hidden
    ? { icon: Eye, words: "Unhide", run: () => moderate("unhide") }
    : { icon: EyeOff, words: "Hide", run: () => moderate("hide") };
  const isRating = kind === "rating";
  const choices = isRating ? [] : author.byPage ? [like] : [like, hide];

  return (
    <div className="flex shrink-0 items-center self-center opacity-0 transition-opacity focus-within:opacity-100 group-hover/message:opacity-100 has-data-[state=open]:opacity-100 max-md:opacity-100 pointer-coarse:opacity-100">
      {buttons}
      {choices.map(({ icon, words, run }) => (
        <Tooltip key={words} label={`${words} as ${pageName}`} side="top" className="max-md:hidden">
          <ToolButton icon={icon} aria-label={`${words} as ${pageName}`} onClick={run} />
        </Tooltip>
      ))}
      <Menu
        trigger={<ToolButton icon={Ellipsis} aria-label={`More for what ${publicName(author.name)} said`} />}
      >
        {onReply && (
          <MenuEntry icon={Reply} onSelect={onReply}>
            Reply to this
          </MenuEntry>
        )}
        {entries}
        {choices.length > 0 && <MenuLabel>As {pageName}</MenuLabel>}
        {choices.map(({ icon, words, run }) => (
          <MenuEntry key={words} icon={icon} onSelect={run}>
            {words}
          </MenuEntry>
        ))}
        {!isRating && (
          <MenuEntry icon={Trash2} danger onSelect={() => setIsAsking(true)}>
            Delete…
          </MenuEntry>
        )}
        {permalinkUrl && (
          <>
            <MenuSeparator />
            <MenuEntry icon={ExternalLink} onSelect={() => window.open(permalinkUrl, "_blank", "noopener")}>
              Open on Facebook
            </MenuEntry>
          </>
        )}
      </Menu>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={`Delete this ${kind} as ${pageName}?`}
        confirm={`Delete as ${pageName}`}
        danger
        busy={isPending}
        onConfirm={() => {
          setIsAsking(false);
          moderate("remove");
        }}
      >
        What <bdi className="font-medium text-ink">{publicName(author.name)}</bdi> said goes from Facebook for
        everybody, with the answers below it, and its text from Pagedesk. This can't be undone. To keep it
        from others only, hide it.
      </ConfirmDialog>
    </div>
  );
}

interface Choice {
  icon: LucideIcon;
  words: string;
  run: () => void;
}

export function ToolButton({ icon: Icon, ...rest }: ComponentProps<"button"> & { icon: LucideIcon }) {
  return (
    <button
      type="button"
      {...rest}
      className="grid size-7 place-items-center rounded-md text-faint hover:bg-hover hover:text-ink data-[state=open]:bg-hover data-[state=open]:text-ink max-sm:size-10"
    >
      <Icon aria-hidden="true" className="size-4" />
    </button>
  );
}
