import Image from "next/image";
import type { ReactNode } from "react";

interface AuthCardProps {
  title: string;
  /** What one does here, in one sentence. */
  lead?: ReactNode;
  children: ReactNode;
}

/** The one card of a screen before the workspace. */
export function AuthCard({ title, lead, children }: AuthCardProps) {
  return (
    <div className="w-full max-w-sm">
      <p className="mb-6 flex items-center justify-center gap-2 font-semibold text-lg tracking-tight">
        <Image src="/icon.svg" alt="" width={28} height={28} unoptimized />
        Pagedesk
      </p>
      <section className="rounded-xl border bg-surface p-6 shadow-small max-sm:px-5">
        <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
        {lead && <p className="mt-1 text-pretty text-muted">{lead}</p>}
        <div className="mt-5">{children}</div>
      </section>
    </div>
  );
}
