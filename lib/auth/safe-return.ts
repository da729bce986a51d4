const ANYWHERE = "https://workspace.invalid";

/** Where to go after signing in: a path of ours, whatever the address bar says; the inbox otherwise. */
export function safeReturn(from: unknown): string {
  if (typeof from !== "string" || !from.startsWith("/")) return "/";
  const url = URL.canParse(from, ANYWHERE) ? new URL(from, ANYWHERE) : null;
  // "/.//elsewhere" is a path of ours until it stands alone.
  if (url?.origin !== ANYWHERE || /^\/(\/|api\/)/.test(url.pathname)) return "/";

  return url.pathname + url.search + url.hash;
}
