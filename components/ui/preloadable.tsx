"use client";

import { type ComponentType, lazy, Suspense, useState } from "react";

/**
 * A component whose code comes when it is first shown, or earlier where `preload` was called because somebody is about
 * to show it: then it stands within a frame. `fallback` keeps its place until then.
 */
export function preloadable<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  fallback: ComponentType,
) {
  const Fallback = fallback;
  let loaded: ComponentType<Props> | null = null;

  async function preload() {
    loaded ??= await load();
    return loaded;
  }
  const Late: ComponentType<Props> = lazy(async () => ({ default: await preload() }));

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
