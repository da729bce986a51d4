import { lookup as resolve } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import { Agent } from "undici";
import { bareHost } from "./allowed-origin";
import { isPublicAddress } from "./public-address";

export type Resolver = (hostname: string) => Promise<{ address: string; family: number }[]>;

/** What the guard throws; it reaches the caller as the error itself, or as its cause. */
export class AddressRefused extends Error {
  constructor() {
    super("The address is not one of the public internet.");
    this.name = "AddressRefused";
  }
}

/**
 * Connects to public addresses only. The very addresses that were checked are the ones that are connected to, so a
 * name that answers differently the second time (DNS rebinding) gains nothing.
 */
export function guardedAgent(
  limits: { connectInMs: number },
  resolver: Resolver = (hostname) => resolve(hostname, { all: true }),
): Agent {
  return new Agent({ connect: { lookup: guardedLookup(resolver), timeout: limits.connectInMs } });
}

/**
 * A host that is an address itself is never looked up, so it is checked here, before each hop.
 *
 * @throws AddressRefused
 */
export function refuseInsideLiteral({ hostname }: URL) {
  const host = bareHost(hostname);
  if (isIP(host) && !isPublicAddress(host)) throw new AddressRefused();
}

function guardedLookup(resolver: Resolver): LookupFunction {
  return (hostname, options, done) => {
    resolver(hostname).then(
      (found) => {
        const [first] = found;
        // One inside address among public ones is not a mistake that we want to work around.
        if (!first || !found.every(({ address }) => isPublicAddress(address))) {
          return done(new AddressRefused(), "", 0);
        }
        return options.all ? done(null, found) : done(null, first.address, first.family);
      },
      (cause: NodeJS.ErrnoException) => done(cause, "", 0),
    );
  };
}
