import { Compass } from "lucide-react";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
  return (
    <main className="grid min-h-full place-items-center p-6">
      <EmptyState
        icon={Compass}
        title="There is nothing at this address"
        action={<ButtonLink href="/inbox">Go to the inbox</ButtonLink>}
      >
        It may have been removed, or it is not among what you may see.
      </EmptyState>
    </main>
  );
}
