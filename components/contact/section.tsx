import { type ReactNode, useId } from "react";

/** One part of the profile, under its small heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();

  return (
    <section aria-labelledby={id} className="mt-6">
      <h3 id={id} className="mb-2 font-semibold text-muted text-sm">
        {title}
      </h3>
      {children}
    </section>
  );
}
