"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { ApiError, api } from "@/components/api";
import { showToast } from "@/components/ui/toast";
import type { CheckLine } from "@/lib/channels/health/shapes";
import type { ConnectedPages } from "@/lib/channels/logins/shapes";
import { useFacebookLogin } from "../connect/use-facebook-login";
import { channelQuery } from "../queries";

export type Refresh = ReturnType<typeof useRefresh>;

/**
 * The walk through Facebook's dialog that gives this one channel a new access, in place: conversations, history and what
 * waits stay. As soon as the dialog has said yes the Page is renewed and looked at again.
 */
export function useRefresh(channelId: string, openLoginId: string | null, onRenewed: () => void) {
  const cache = useQueryClient();
  const { data: channel } = useQuery(channelQuery(channelId));
  const facebook = useFacebookLogin(openLoginId, { channelId });
  const renew = useMutation({
    mutationFn: (loginId: string) => renewAccess(loginId, channel?.externalId ?? ""),
    onSuccess: async () => {
      showToast(`The permission for ${channel?.name ?? "the Page"} was renewed.`);
      facebook.forget();
      await cache.invalidateQueries({ queryKey: ["channels"] });
      onRenewed();
    },
  });

  const renewed = useRef<string | null>(null);
  const grantedId = facebook.login?.status === "granted" ? facebook.login.id : null;
  const { mutate } = renew;
  useEffect(() => {
    if (!grantedId || !channel || renewed.current === grantedId) return;
    renewed.current = grantedId;
    mutate(grantedId);
  }, [grantedId, channel, mutate]);

  return {
    facebook,
    renew,
    /** One that was brought along has no dialog of ours. */
    possible: channel?.appId === null,
    under: facebook.waiting || facebook.beginning || renew.isPending,
    /** @param rerequest ask again for what was declined before: Facebook silently leaves it out otherwise. */
    begin: (rerequest: boolean) => {
      renew.reset();
      facebook.begin(rerequest);
    },
  };
}

/** Whether a permission or a task is missing that somebody may have declined. */
export function wasDeclined(lines: CheckLine[]) {
  return lines.some(
    ({ action, state, id }) =>
      action === "refresh_permission" && id !== "token" && ["broken", "warning"].includes(state),
  );
}

async function renewAccess(loginId: string, pageId: string) {
  const { refused } = await api<ConnectedPages>("POST", `/api/channels/facebook/logins/${loginId}/pages`, {
    pageIds: [pageId],
  });
  const [refusal] = refused;
  if (refusal) throw new ApiError(422, refusal.reason, refusal.message);
}
