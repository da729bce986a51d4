"use client";

import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "@/components/api";
import type { LoginReturn } from "@/lib/channels/logins/closing-page";
import type { LoginShape } from "@/lib/channels/logins/shapes";
import { loginQuery } from "../queries";

const CHANNEL = "pagedesk-facebook-login";
const LOOK = "popup,width=640,height=760";

export type FacebookLogin = ReturnType<typeof useFacebookLogin>;

interface LoginWish {
  /** The channel whose access is to be renewed. */
  channelId?: string;
  /** Ask for posts and comments too; unless told, where a channel has them switched on. */
  public?: boolean;
}

/**
 * The walk through Facebook's window. It reports back by a message; since Facebook's pages can cut that tie, the sign-in
 * is looked at every two seconds as well, and a window that seems closed proves nothing.
 */
export function useFacebookLogin(openLoginId: string | null, wish: LoginWish) {
  const cache = useQueryClient();
  const [loginId, setLoginId] = useState(openLoginId);
  /** The granted one that was there before Facebook was asked again. */
  const [earlierId, setEarlierId] = useState<string | null>(null);
  const [dialogUrl, setDialogUrl] = useState<string | null>(null);
  const [blocked, setBlocked] = useState(false);
  const query = useQuery({ ...loginQuery(loginId ?? ""), enabled: loginId !== null });
  useReturnFromDialog(cache);
  const login = loginId === null ? null : (query.data ?? null);
  const granted = login?.status === "granted" || login?.status === "finished";

  const begin = useMutation({
    // The window must open in the very click, or the browser blocks it: its address follows.
    mutationFn: async ({ rerequest, isPublic, popup }: Beginning) => {
      setBlocked(popup === null);
      const begun = await api<{ login: LoginShape; url: string }>("POST", "/api/channels/facebook/logins", {
        ...wish,
        public: isPublic,
        rerequest,
      });
      cache.setQueryData(loginQuery(begun.login.id).queryKey, begun.login);
      if (granted) setEarlierId(loginId);
      setLoginId(begun.login.id);
      setDialogUrl(begun.url);
      return begun;
    },
    onSuccess: ({ url }, { popup }) => popup?.location.replace(url),
    onError: (_error, { popup }) => popup?.close(),
  });

  return {
    login,
    /** The dialog has said yes, and the Pages are read. */
    granted,
    /** One can go back to the Pages of an earlier sign-in. */
    hasEarlier: earlierId !== null,
    waiting: login?.status === "started" && dialogUrl !== null,
    reading: loginId !== null && query.isPending,
    error: begin.error ?? query.error,
    beginning: begin.isPending,
    dialogUrl,
    blocked,
    begin: (rerequest = false, isPublic = wish.public) =>
      begin.mutate({ rerequest, isPublic, popup: openWindow() }),
    openAgain: () => {
      const popup = openWindow();
      setBlocked(popup === null);
      if (dialogUrl) popup?.location.replace(dialogUrl);
      popup?.focus();
    },
    lookAgain: () => void query.refetch(),
    goBack: () => {
      setLoginId(earlierId);
      setDialogUrl(null);
      begin.reset();
    },
    forget: () => {
      setLoginId(null);
      setEarlierId(null);
      setDialogUrl(null);
      begin.reset();
    },
  };
}

interface Beginning {
  rerequest: boolean;
  isPublic: boolean | undefined;
  popup: Window | null;
}

const openWindow = () => window.open("", CHANNEL, LOOK);

/** Looks at the sign-in at once when the last page of the dialog reports back, whichever way it can. */
function useReturnFromDialog(cache: QueryClient) {
  useEffect(() => {
    const look = (told: LoginReturn | null) =>
      told?.type === "facebook-login" && void cache.invalidateQueries({ queryKey: ["facebook-login"] });
    const channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = ({ data }) => look(data);
    const fromPopup = ({ origin, data }: MessageEvent) => origin === window.location.origin && look(data);
    window.addEventListener("message", fromPopup);
    return () => {
      channel.close();
      window.removeEventListener("message", fromPopup);
    };
  }, [cache]);
}
