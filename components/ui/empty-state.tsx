import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  /** What will stand here, and how it comes. */
  children?: ReactNode;
  action?: ReactNode;
}

/** Teaches what will stand in an empty place, with the one button that makes it so. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-xs flex-col items-center px-4 py-10 text-center">
      <span className="mb-3 grid size-11 place-items-center rounded-full bg-sunken text-faint">
        <Icon aria-hidden="true" className="size-5" strokeWidth={1.75} />
      </span>
      <h2 className="font-semibold text-balance">{title}</h2>
      {children && <p className="mt-1 text-pretty text-muted">{children}</p>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  );
}
