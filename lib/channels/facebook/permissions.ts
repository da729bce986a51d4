/**
 * The permissions that Pagedesk asks Facebook for, in the order in which they are explained. Asking for the smallest
 * set matters: every further one needs its own App Review, and one that the app may not ask for spoils the whole
 * dialog. So those of public work are asked for only where somebody wants it: docs/decisions/public-permissions.md.
 * Browser-safe. Source: Meta's permissions reference, read on 2026-09-02.
 */
export interface FacebookPermission {
  name: string;
  /** Without it no Page can be connected at all. */
  required: boolean;
  /** Asked for only where posts and comments are wanted. */
  public: boolean;
  why: string;
  /** What goes missing without it. */
  without: string;
}

export const facebookPermissions = [
  {
    name: "pages_show_list",
    required: true,
    public: false,
    why: "To show the Pages that you manage, so that you can choose among them.",
    without: "Pagedesk can't see which Pages you have.",
  },
  {
    name: "pages_messaging",
    required: true,
    public: false,
    why: "To receive the messages that people send to your Page, and to answer them.",
    without: "No message arrives and none can be sent.",
  },
  {
    name: "pages_manage_metadata",
    required: true,
    public: false,
    why: "To subscribe your Page, so that Facebook tells Pagedesk when somebody writes.",
    without: "The Page can't be subscribed, so nothing arrives.",
  },
  {
    name: "pages_read_engagement",
    required: false,
    public: false,
    why: "To read what your Page has published and its earlier conversations.",
    without: "Earlier conversations and the posts that people refer to can't be shown.",
  },
  {
    name: "business_management",
    required: false,
    public: false,
    why: "To find Pages that you manage through a business portfolio.",
    without: "Pages that belong to a business portfolio may be missing from the list.",
  },
  {
    name: "pages_read_user_content",
    required: false,
    public: true,
    why: "To read the posts, comments and recommendations that people leave on your Page.",
    without: "What stands around a comment can't be read, and people may stay nameless.",
  },
  {
    name: "pages_manage_engagement",
    required: false,
    public: true,
    why: "To answer comments as your Page, and to like, hide or delete them.",
    without: "Nobody can answer a comment, like it, hide it or delete it.",
  },
] as const satisfies readonly FacebookPermission[];

/** What the dialog asks for. */
export const permissionsToAsk = (wish: { public: boolean }) =>
  facebookPermissions.filter((permission) => wish.public || !permission.public).map(({ name }) => name);

/** Required ones that were not granted, in the order of the table. */
export function missingPermissions(granted: readonly string[]): FacebookPermission[] {
  return facebookPermissions.filter(({ name, required }) => required && !granted.includes(name));
}

/** For each permission of the table, what became of it. `unasked`: the platform said nothing about it. */
export function permissionStatus(name: string, granted: readonly string[], declined: readonly string[]) {
  if (granted.includes(name)) return "granted" as const;
  if (declined.includes(name)) return "declined" as const;
  return "unasked" as const;
}
