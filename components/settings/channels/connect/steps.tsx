import clsx from "clsx";
import { Check } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";

export const steps = ["Get ready", "Log in", "Choose Pages", "Subscribe", "Done"] as const;
export type Step = (typeof steps)[number];

/** Where one is on the way. */
export function StepList({ current }: { current: Step }) {
  const position = steps.indexOf(current);
  return (
    <ol className="mb-5 flex flex-wrap gap-x-5 gap-y-1.5" aria-label="Steps">
      {steps.map((step, index) => (
        <li
          key={step}
          aria-current={step === current ? "step" : undefined}
          className={clsx(
            "flex items-center gap-1.5 text-sm",
            step === current ? "font-semibold text-ink" : "text-muted max-sm:[&>span:last-child]:sr-only",
          )}
        >
          <span
            aria-hidden="true"
            className={clsx(
              "grid size-5 place-items-center rounded-full border text-xs tabular",
              index < position && "border-transparent bg-good-soft text-good",
              index === position && "border-transparent bg-accent text-on-accent",
              index > position && "border-line-strong",
            )}
          >
            {index < position ? <Check className="size-3" /> : index + 1}
          </span>
          <span>
            {step}
            {index < position && <span className="sr-only">, done</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** The heading of a step takes the focus when the step begins, so that a keyboard and a screen reader follow. */
export function StepHeading({ children, quiet = false }: { children: ReactNode; quiet?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!quiet) heading.current?.focus();
  }, [quiet]);

  return (
    <h2 ref={heading} tabIndex={-1} className="font-semibold text-lg outline-none">
      {children}
    </h2>
  );
}
