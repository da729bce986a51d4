import clsx from "clsx";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

interface NoticeProps {
  tone?: "info" | "good" | "warning" | "error";
  title?: ReactNode;
  children?: ReactNode;
  /** One button or link: the next step. */
  action?: ReactNode;
  className?: string;
}

/** Something the reader should know in the place where they would act on it: one line, one action. */
export function Notice({ tone = "info", title, children, action, className }: NoticeProps) {
  const { icon: Icon, look, colour } = tones[tone];

  return (
    <div
      role={tone === "error" ? "alert" : "status"}
      className={clsx(
        "flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border px-3 py-2",
        look,
        className,
      )}
    >
      <div className="flex min-w-0 flex-1 basis-56 items-start gap-2">
        <Icon aria-hidden="true" className={clsx("mt-0.5 size-4 shrink-0", colour)} />
        <div className="min-w-0">
          {title && <p className="font-medium">{title}</p>}
          {children && <div className={title ? "text-muted" : undefined}>{children}</div>}
        </div>
      </div>
      {action}
    </div>
  );
}

const tones = {
  info: { icon: Info, look: "border-line bg-sunken", colour: "text-muted" },
  good: { icon: CircleCheck, look: "border-good/30 bg-good-soft", colour: "text-good" },
  warning: { icon: TriangleAlert, look: "border-warn/30 bg-warn-soft", colour: "text-warn" },
  error: { icon: CircleAlert, look: "border-bad/30 bg-bad-soft", colour: "text-bad" },
};
