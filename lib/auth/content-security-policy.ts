import type { Environment } from "@/lib/environment";

/**
 * What a page may load. What people send is here, as a copy; only the pictures of Pages may still come
 * from the platform's many hosts, all of them https, or from a stand-in for it. Scripts are ours alone, by the nonce.
 */
export function contentSecurityPolicy(
  { APP_URL, FACEBOOK_GRAPH_URL, NODE_ENV }: Pick<Environment, "APP_URL" | "FACEBOOK_GRAPH_URL" | "NODE_ENV">,
  nonce: string,
): string {
  const { host, protocol } = new URL(APP_URL);
  const socket = `${protocol === "https:" ? "wss" : "ws"}://${host}`;
  const platform = new URL(FACEBOOK_GRAPH_URL).origin;
  // React explains errors in development with eval.
  const development = NODE_ENV === "development" ? " 'unsafe-eval'" : "";

  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob: https: ${platform}`,
    "media-src 'self' blob:",
    "font-src 'self'",
    `connect-src 'self' ${socket}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
