/** A broken line of a check-up as one line for whoever meets it elsewhere. Browser-safe. */
export interface ProblemWords {
  /** Behind the channel's name, as a heading: "Harbor Coffee …". */
  title: string;
  /** What it means, for the channel list. */
  word: string;
  explanation: string;
}

const words: Record<string, ProblemWords> = {
  app: {
    title: "can’t speak to Facebook",
    word: "App refused",
    explanation: "Facebook doesn’t accept the app’s id or secret.",
  },
  token: {
    title: "has lost its access",
    word: "Needs a new permission",
    explanation: "Facebook has ended Pagedesk’s access. What arrives is kept; nothing can be sent.",
  },
  "permission:pages_messaging": {
    title: "may no longer send messages",
    word: "Permission missing",
    explanation: "The permission to read and write messages was withdrawn.",
  },
  "permission:pages_manage_metadata": {
    title: "lacks a permission",
    word: "Permission missing",
    explanation: "The permission to subscribe the Page was withdrawn, so messages may stop arriving.",
  },
  tasks: {
    title: "lacks a task on its Page",
    word: "Task missing",
    explanation: "The account that connected the Page may no longer do what is needed on it.",
  },
  callback: {
    title: "no longer receives anything",
    word: "Delivered elsewhere",
    explanation: "Facebook delivers the messages of this app to another place.",
  },
  subscription: {
    title: "no longer receives messages",
    word: "Subscription lost",
    explanation: "The Page no longer sends its messages to Pagedesk.",
  },
  public_receiving: {
    title: "doesn’t receive comments",
    word: "No comments arrive",
    explanation: "Public is switched on, and Facebook doesn’t send the Page’s posts and comments.",
  },
  public_answering: {
    title: "can’t answer in public",
    word: "Can’t answer in public",
    explanation: "Messages can be answered; comments can’t.",
  },
  deliveries: {
    title: "misses messages",
    word: "Messages missing",
    explanation: "Facebook has messages that never arrived here.",
  },
  sending: {
    title: "was restricted by Facebook",
    word: "Restricted",
    explanation: "Facebook has restricted this Page or the app from sending.",
  },
  mode: {
    title: "speaks through an app that isn’t reviewed",
    word: "Not reviewed",
    explanation: "Only people with a role in the app can be answered.",
  },
};

const other: ProblemWords = {
  title: "needs a look",
  word: "Needs a look",
  explanation: "The last check-up found something broken.",
};

/** In words what is broken, by the id of its line; a line that is not known here needs a look all the same. */
export const problemWords = (problem: string): ProblemWords => words[problem] ?? other;
