"use client";

import { type ComponentType, lazy, Suspense, useState } from "react";

/**
 * A component whose code comes when it is first shown, or earlier where `preload` was called because somebody is about
 * to show it: then it stands within a frame. `fallback` keeps its place until then.
 *
 * @param missing stands in for it, until the page is loaded anew, where the code could not be fetched; without it the
 *   whole screen says so.
 */
export function preloadable<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  fallback: ComponentType,
  missing?: ComponentType<Props>,
) {
  const Fallback = fallback;
  let loaded: ComponentType<Props> | null = null;

  async function preload() {
    loaded ??= await load();
    return loaded;
  }
  const Late: ComponentType<Props> = lazy(async () => ({ default: await preload().catch(standIn) }));

  function standIn(error: unknown) {
    if (missing) return missing;
    throw error;
  }

  // biome-ignore lint/correctness/noComponentHookFactories: called once for each module, at its top.
  function Preloadable(props: Props) {
    // Chosen once: another component type in the next rendering would begin anew.
    const [Shown] = useState(() => loaded ?? Late);
    return (
      <Suspense fallback={<Fallback />}>
        <Shown {...props} />
      </Suspense>
    );
  }
  return Object.assign(Preloadable, { preload });
}
