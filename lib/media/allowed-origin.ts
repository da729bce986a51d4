import { isIP } from "node:net";
import { isPublicAddress } from "./public-address";

/**
 * The one origin inside that may be asked for files: a stand-in for the platform that the operator put on this machine
 * or network, by its exact scheme, name and port. With Facebook itself there is none.
 */
export function allowedOrigin({ FACEBOOK_GRAPH_URL }: { FACEBOOK_GRAPH_URL: string }): string | null {
  const { hostname, origin } = new URL(FACEBOOK_GRAPH_URL);
  return isInside(hostname) ? origin : null;
}

/** By its name: `localhost`, a bare name as containers have, or an address that is not public. */
function isInside(hostname: string) {
  const host = bareHost(hostname);
  if (isIP(host)) return !isPublicAddress(host);
  return host === "localhost" || host.endsWith(".localhost") || !host.includes(".");
}

/** An IPv6 address without the brackets that it wears in a URL. */
export function bareHost(hostname: string) {
  return hostname.replace(/^\[|\]$/g, "");
}
