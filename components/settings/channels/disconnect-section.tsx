"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { errorMessage } from "@/components/api";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Notice } from "@/components/ui/notice";
import { showToast } from "@/components/ui/toast";
import type { ChannelShape } from "@/lib/channels/shapes";
import { useDisconnect } from "./use-channel-change";

export function DisconnectSection({ channel }: { channel: ChannelShape }) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const disconnect = useDisconnect(channel.id);

  function confirm() {
    disconnect.mutate(undefined, {
      onSuccess: () => {
        showToast(`${channel.name} is disconnected.`);
        router.push("/settings/channels");
      },
      onError: () => setAsking(false),
    });
  }

  return (
    <Card aria-labelledby="disconnect" className="grid gap-3 border-bad/40 p-5 max-sm:p-4">
      <div className="flex flex-wrap items-center gap-3">
        <div className="min-w-0 flex-1 basis-56">
          <h2 id="disconnect" className="font-semibold">
            Disconnect
          </h2>
          <p className="text-muted text-sm">
            Messages stop arriving and Pagedesk forgets its access. Conversations and settings stay.
          </p>
        </div>
        <Button variant="danger" onClick={() => setAsking(true)}>
          Disconnect
        </Button>
      </div>
      {disconnect.isError && <Notice tone="error">{errorMessage(disconnect.error)}</Notice>}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Disconnect ${channel.name}?`}
        confirm="Disconnect"
        danger
        busy={disconnect.isPending}
        onConfirm={confirm}
      >
        Nothing arrives any more and nobody can answer. Its conversations stay, and connecting the Page again
        brings it back with its settings.
      </ConfirmDialog>
    </Card>
  );
}
