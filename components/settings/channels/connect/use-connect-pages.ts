"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, errorMessage } from "@/components/api";
import { type ImportDays, USUAL_IMPORT_DAYS } from "@/lib/channels/import-days";
import type { ConnectedPages, LoginPage } from "@/lib/channels/logins/shapes";
import type { ChannelShape } from "@/lib/channels/shapes";
import { channelsQuery } from "../queries";

export interface ConnectingPage {
  page: LoginPage;
  state:
    | { is: "waiting" | "connecting" }
    | { is: "connected"; channel: ChannelShape }
    | { is: "refused"; message: string };
}

interface ConnectWish {
  importDays: ImportDays;
  /** New ones receive posts and comments too. */
  public: boolean;
}

/** So many go in one request: each answer moves the list on. */
const AT_ONCE = 4;

export type Connecting = ReturnType<typeof useConnectPages>;

/** Connects the chosen Pages a few at a time, so that each one's outcome shows while the others follow. */
export function useConnectPages() {
  const cache = useQueryClient();
  const [loginId, setLoginId] = useState("");
  const [wish, setWish] = useState<ConnectWish>({ importDays: USUAL_IMPORT_DAYS, public: false });
  const [pages, setPages] = useState<ConnectingPage[]>([]);

  function settle(ids: string[], outcomeOf: (page: LoginPage) => ConnectingPage["state"]) {
    setPages((all) =>
      all.map((one) => (ids.includes(one.page.id) ? { page: one.page, state: outcomeOf(one.page) } : one)),
    );
  }

  async function connect(fromLogin: string, chosen: LoginPage[], wished: ConnectWish) {
    setLoginId(fromLogin);
    setWish(wished);
    setPages((all) => [...all.filter(({ page }) => !chosen.includes(page)), ...chosen.map(waiting)]);
    for (let start = 0; start < chosen.length; start += AT_ONCE) {
      const pageIds = chosen.slice(start, start + AT_ONCE).map(({ id }) => id);
      settle(pageIds, () => ({ is: "connecting" }));
      const more = start + AT_ONCE < chosen.length;
      const outcome = await connectSome(fromLogin, { pageIds, more, ...wished });
      settle(pageIds, (page) => stateOf(page, outcome));
    }
    void cache.invalidateQueries({ queryKey: channelsQuery().queryKey });
  }

  return {
    pages,
    busy: pages.some(({ state }) => state.is === "waiting" || state.is === "connecting"),
    connect: (fromLogin: string, chosen: LoginPage[], wished: ConnectWish) =>
      void connect(fromLogin, chosen, wished),
    tryAgain: (page: LoginPage) => void connect(loginId, [page], wish),
    replace: (channel: ChannelShape) =>
      setPages((all) =>
        all.map((one) =>
          one.page.id === channel.externalId ? { page: one.page, state: { is: "connected", channel } } : one,
        ),
      ),
    forget: () => setPages([]),
  };
}

const waiting = (page: LoginPage): ConnectingPage => ({ page, state: { is: "waiting" } });

async function connectSome(
  loginId: string,
  chosen: { pageIds: string[]; more: boolean } & ConnectWish,
): Promise<ConnectedPages> {
  try {
    return await api<ConnectedPages>("POST", `/api/channels/facebook/logins/${loginId}/pages`, chosen);
  } catch (error) {
    const message = errorMessage(error);
    return { channels: [], refused: chosen.pageIds.map((pageId) => ({ pageId, reason: "failed", message })) };
  }
}

function stateOf({ id }: LoginPage, { channels, refused }: ConnectedPages): ConnectingPage["state"] {
  const channel = channels.find(({ externalId }) => externalId === id);
  if (channel) return { is: "connected", channel };
  const refusal = refused.find(({ pageId }) => pageId === id);
  return { is: "refused", message: refusal?.message ?? "No answer came for this Page. Try again." };
}
