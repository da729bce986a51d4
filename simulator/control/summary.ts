import type { Platform } from "../platform";

/** The whole world at a glance, secrets of apps included: it is the test's own platform. */
export function summary({ world, clock }: Platform): object {
  return {
    now: new Date(clock.now()).toISOString(),
    seed: world.ids.seed,
    apps: [...world.apps.values()],
    users: [...world.users.values()],
    pages: [...world.pages.values()],
    people: [...world.people.values()],
    phone: world.phone,
  };
}
