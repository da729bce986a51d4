/** A broken line of a check-up as one line for whoever meets it elsewhere. Browser-safe. */
export interface ProblemWords {
  /** Behind the channel's name, as a heading: "Harbor Coffee …". */
  title: string;
  /** What it means, for the channel list. */
  word: string;
  explanation: string;
  /** Why nothing can be sent just now; null = answering is still possible. */
  stopsSending: string | null;
}

const words: Record<string, ProblemWords> = {
  app: {
    title: "can’t speak to Facebook",
    word: "App refused",
    explanation: "Facebook doesn’t accept the app’s id or secret.",
    stopsSending: "Facebook doesn’t accept this installation’s app, so nothing can be sent.",
  },
  token: {
    title: "has lost its access",
    word: "Needs a new permission",
    explanation: "Facebook has ended Pagedesk’s access. What arrives is kept; nothing can be sent.",
    stopsSending: "The access to this Page has ended, so nothing can be sent until an admin renews it.",
  },
  "permission:pages_messaging": {
    title: "may no longer send messages",
    word: "Permission missing",
    explanation: "The permission to read and write messages was withdrawn.",
    stopsSending: "The permission to write for this Page was withdrawn, so nothing can be sent.",
  },
  "permission:pages_manage_metadata": {
    title: "lacks a permission",
    word: "Permission missing",
    explanation: "The permission to subscribe the Page was withdrawn, so messages may stop arriving.",
    stopsSending: null,
  },
  tasks: {
    title: "lacks a task on its Page",
    word: "Task missing",
    explanation: "The account that connected the Page may no longer do what is needed on it.",
    stopsSending: null,
  },
  callback: {
    title: "no longer receives anything",
    word: "Delivered elsewhere",
    explanation: "Facebook delivers the messages of this app to another place.",
    stopsSending: null,
  },
  subscription: {
    title: "no longer receives messages",
    word: "Subscription lost",
    explanation: "The Page no longer sends its messages to Pagedesk.",
    stopsSending: null,
  },
  deliveries: {
    title: "misses messages",
    word: "Messages missing",
    explanation: "Facebook has messages that never arrived here.",
    stopsSending: null,
  },
  sending: {
    title: "was restricted by Facebook",
    word: "Restricted",
    explanation: "Facebook has restricted this Page or the app from sending.",
    stopsSending: null,
  },
  mode: {
    title: "speaks through an app that isn’t reviewed",
    word: "Not reviewed",
    explanation: "Only people with a role in the app can be answered.",
    stopsSending: null,
  },
};

const other: ProblemWords = {
  title: "needs a look",
  word: "Needs a look",
  explanation: "The last check-up found something broken.",
  stopsSending: null,
};

/** In words what is broken, by the id of its line; a line that is not known here needs a look all the same. */
export const problemWords = (problem: string): ProblemWords => words[problem] ?? other;

/** Why nothing can be sent, out of what is broken; null = nothing that is known. */
export function whySendingStops(problems: readonly string[]): string | null {
  return problems.map((problem) => problemWords(problem).stopsSending).find((line) => line !== null) ?? null;
}
