import { Lock } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";

/** In place of a page of the settings that is an admin's. The server refuses its calls as well. */
export function AdminsOnly({ children }: { children: string }) {
  return (
    <EmptyState icon={Lock} title="For admins only">
      {children}
    </EmptyState>
  );
}
