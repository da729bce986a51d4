"use client";

import clsx from "clsx";
import { Ellipsis, ExternalLink, Eye, EyeOff, type LucideIcon, Reply, ThumbsUp, Trash2 } from "lucide-react";
import { type ComponentProps, type ReactNode, useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Menu, MenuEntry, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { Tooltip } from "@/components/ui/tooltip";
import type { Publication } from "@/lib/conversations/publications/shapes";
import { publicName } from "./public-words";
import { type Deed, useModeration } from "./use-moderation";

export interface Moderated
  extends Pick<Publication, "id" | "kind" | "hidden" | "liked" | "permalinkUrl" | "author"> {
  /** On somebody else's wall. */
  isElsewhere: boolean;
}

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
 * the menu.
 */
export function ModerationTools({ publication, pageName, onReply, buttons, entries }: ModerationToolsProps) {
  const { permalinkUrl, author } = publication;
  const { moderate, isPending } = useModeration(publication.id, pageName);
  const [isAsking, setIsAsking] = useState(false);
  const { choices, mayDelete } = choicesFor(publication);

  return (
    <div className="group/tools flex shrink-0 items-center">
      {buttons}
      {choices.map(({ key, deed, icon, name, words, isPressed }) => (
        <Tooltip key={key} label={`${words} as ${pageName}`} side="top" className="max-md:hidden">
          <ToolButton
            icon={icon}
            aria-label={`${name} as ${pageName}`}
            aria-pressed={isPressed}
            onClick={() => moderate(deed)}
          />
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
        {choices.map(({ key, deed, icon, words }) => (
          <MenuEntry key={key} icon={icon} onSelect={() => moderate(deed)}>
            {words}
          </MenuEntry>
        ))}
        {mayDelete && (
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
        title={`Delete this ${publication.kind} as ${pageName}?`}
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
  /** Stays through every change, and the focus with it. */
  key: "like" | "hide";
  deed: Deed;
  icon: LucideIcon;
  /** Of the button: where it can be pressed it keeps its name. */
  name: string;
  isPressed?: boolean;
  /** What a click does. */
  words: string;
}

/**
 * The platform leaves recommendations to those who gave them, and somebody else's wall to them; what the Page itself
 * said can't be hidden.
 */
function choicesFor({ kind, author, liked, hidden, isElsewhere }: Moderated) {
  if (kind === "rating") return { choices: [], mayDelete: false };

  const like: Choice = {
    key: "like",
    deed: liked ? "unlike" : "like",
    icon: ThumbsUp,
    name: "Like",
    words: liked ? "Unlike" : "Like",
    isPressed: liked,
  };
  const hide: Choice = {
    key: "hide",
    deed: hidden ? "unhide" : "hide",
    icon: hidden ? Eye : EyeOff,
    name: hidden ? "Unhide" : "Hide",
    words: hidden ? "Unhide" : "Hide",
  };
  const mayHide = !author.byPage && !isElsewhere;
  return { choices: mayHide ? [like, hide] : [like], mayDelete: !isElsewhere };
}

/** Stands out on hover and focus. */
export function ToolButton({ icon: Icon, ...rest }: ComponentProps<"button"> & { icon: LucideIcon }) {
  return (
    <button
      type="button"
      {...rest}
      className={clsx(
        "grid size-7 place-items-center rounded-md text-faint opacity-0 transition-opacity hover:bg-hover hover:text-ink max-sm:size-10",
        "group-focus-within/tools:opacity-100 group-hover/message:opacity-100 group-has-data-[state=open]/tools:opacity-100 max-md:opacity-100 pointer-coarse:opacity-100",
        "data-[state=open]:bg-hover data-[state=open]:text-ink aria-pressed:text-accent-ink",
      )}
    >
      <Icon aria-hidden="true" className="size-4" />
    </button>
  );
}
