import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { ChannelIcon } from "./channel-icon";

/** Where messages can come from. */
export function Sources() {
  return (
    <ul className="grid gap-3 sm:grid-cols-2">
      <Source
        icon={<ChannelIcon kind="facebook" className="size-8! text-lg!" />}
        name="Facebook"
        action={
          <ButtonLink
            variant="primary"
            href="/settings/channels/connect"
            aria-label="Connect a Facebook Page"
          >
            Connect
          </ButtonLink>
        }
      >
        Messenger conversations with the people who write to your Pages, and what they say below your posts.
      </Source>
      <Source
        icon={<ChannelIcon kind="x" className="size-8! text-lg! opacity-60" />}
        name="X"
        action={<Chip>Comes later</Chip>}
      >
        Direct messages and mentions of your accounts. Not available in this version.
      </Source>
    </ul>
  );
}

interface SourceProps {
  icon: ReactNode;
  name: string;
  action: ReactNode;
  children: ReactNode;
}

function Source({ icon, name, action, children }: SourceProps) {
  return (
    <li>
      <Card className="flex h-full items-start gap-3 p-4">
        {icon}
        <div className="min-w-0 flex-1">
          <h3 className="font-semibold">{name}</h3>
          <p className="mt-0.5 text-muted text-sm">{children}</p>
        </div>
        {action}
      </Card>
    </li>
  );
}
