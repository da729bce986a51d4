import type { PauseReason } from "@/lib/channels/channel";

/** What an admin reads when a run waits or has ended without its end. What was added stays. */
export const runProblems = {
  platform_busy: "Facebook asks us to slow down. It goes on by itself.",
  unreachable: "Facebook does not answer at the moment. It is tried again.",
  permission_missing:
    "Facebook does not let this app read the Page's conversations. Connect the Page again and leave every permission switched on.",
  page_restricted:
    "Facebook has restricted this Page. Look at it in Meta's Business Support Home, then try again.",
  reconnect_needed: "Facebook has ended Pagedesk's access to this Page. Connect it again, then try again.",
  gave_up: "Facebook has not answered for a long time. What was added stays; try again later.",
  disconnected: "The channel was disconnected. What was added stays.",
} as const satisfies Record<PauseReason | "reconnect_needed" | "gave_up" | "disconnected", string>;

export type RunProblem = keyof typeof runProblems;
