/** Widths of the side panes in pixels, and whether the profile stands open where there is room for it. */
export interface Panes {
  list: number;
  profile: number;
  profileOpen: boolean;
}

export const PANES_COOKIE = "pagedesk-panes";

export const limits = {
  list: { least: 300, most: 420, usual: 352 },
  profile: { least: 280, most: 400, usual: 320 },
};

/** A cookie rather than the browser's storage: the server draws the panes as they were left, and nothing jumps. */
export function panesFrom(cookie: string | undefined): Panes {
  const [list, profile, open] = (cookie ?? "").split(".");
  return {
    list: within("list", Number(list) || limits.list.usual),
    profile: within("profile", Number(profile) || limits.profile.usual),
    profileOpen: open !== "0",
  };
}

export function rememberPanes({ list, profile, profileOpen }: Panes) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet.
  document.cookie = `${PANES_COOKIE}=${Math.round(list)}.${Math.round(profile)}.${profileOpen ? 1 : 0}; path=/inbox; max-age=31536000; samesite=lax`;
}

export function within(pane: "list" | "profile", width: number) {
  const { least, most } = limits[pane];
  return Math.min(most, Math.max(least, width));
}
