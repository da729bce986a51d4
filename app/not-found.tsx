import { Compass } from "lucide-react";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
  return (
    <main className="grid min-h-full place-items-center p-6">
      <EmptyState
        icon={Compass}
        title="There is nothing at this address"
        // A plain link: every page carries this one's scripts along.
        action={
          <a href="/inbox" className={buttonClass({})}>
            Go to the inbox
          </a>
        }
      >
        It may have been removed, or it is not among what you may see.
      </EmptyState>
    </main>
  );
}
