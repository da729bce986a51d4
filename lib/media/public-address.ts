import ipaddr from "ipaddr.js";

const internet6 = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether an IP address belongs to the public internet. Everything else (loopback, private and link-local networks,
 * carrier-grade NAT, unique-local, metadata services, IPv4 in any of IPv6's wrappings …) may be somebody's inside.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // IPv4-mapped ones are judged by the IPv4 address that they lead to.
  const parsed = ipaddr.process(address);
  if (parsed.range() !== "unicast") return false;
  return parsed.kind() === "ipv4" || parsed.match(internet6);
}
