"use client";

import { createContext, type ReactNode, useContext } from "react";
import { keepDraftsOf } from "@/components/conversation/outbox/draft-store";
import type { Agent } from "@/lib/auth/agent";

const MeContext = createContext<Agent | null>(null);

export function MeProvider({ me, children }: { me: Agent; children: ReactNode }) {
  keepDraftsOf(me.id);
  return <MeContext value={me}>{children}</MeContext>;
}

/** Who is signed in, with their role: for what the screen offers. The server decides what is allowed. */
export function useMe(): Agent {
  const me = useContext(MeContext);
  if (!me) throw new Error("useMe stands outside the workspace layout.");

  return me;
}
