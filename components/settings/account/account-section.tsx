import { type ReactNode, useId } from "react";

interface AccountSectionProps {
  title: string;
  lead?: string;
  children: ReactNode;
}

export function AccountSection({ title, lead, children }: AccountSectionProps) {
  const id = useId();

  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-8 gap-y-4 border-t py-6 first-of-type:border-t-0 first-of-type:pt-0 lg:grid-cols-[14rem_minmax(0,1fr)]"
    >
      <div>
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {lead && <p className="mt-1 text-pretty text-muted">{lead}</p>}
      </div>
      {children}
    </section>
  );
}
