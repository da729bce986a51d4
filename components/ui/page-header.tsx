import type { ReactNode } from "react";

interface PageHeaderProps {
  title: ReactNode;
  /** What one does here, in one sentence. */
  children?: ReactNode;
  action?: ReactNode;
}

/** The top of a settings page: its one `h1`, what it is for, and its main action. */
export function PageHeader({ title, children, action }: PageHeaderProps) {
  return (
    <header className="mb-6 flex flex-wrap items-start justify-between gap-3">
      <div className="min-w-0 flex-1 basis-72">
        <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
        {children && <p className="mt-1 max-w-prose text-muted">{children}</p>}
      </div>
      {action}
    </header>
  );
}
