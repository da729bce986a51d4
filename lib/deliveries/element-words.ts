import type { Fate } from "./shapes";

/** The kinds of elements that a delivery holds, in words. Browser-safe. */
export const elementWords: Record<string, string> = {
  message: "A message",
  echo: "An answer of the Page",
  delivered: "Messages were delivered",
  read: "Messages were seen",
  reaction: "A reaction",
  edit: "An edit",
  deletion: "A deletion",
  referral: "Where somebody came from",
  opt_in: "A subscription",
  account_linking: "An account was linked or unlinked",
  thread_control: "Control over the thread moved",
  feedback: "Feedback",
  said: "Something said in public",
  said_anew: "Something public was edited",
  removed: "Something public was removed",
  hidden: "Something public was hidden or shown again",
  reacted: "A reaction in public",
  publication: "Something said in public",
  unsupported: "Of a kind that Pagedesk doesn't show yet",
  set_aside: "Something without a conversation",
};

/** What became of an element, in words. */
export const fateWords: Record<Fate["fate"], string> = {
  waiting: "Waits to be opened",
  shown: "In its conversation",
  applied: "Applied",
  missing: "Not in its conversation",
  parked: "Parked",
  set_aside: "Set aside",
};
