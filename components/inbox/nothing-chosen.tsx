import { MessageSquareText } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { Kbd } from "@/components/ui/kbd";

export function NothingChosen() {
  return (
    <div className="grid h-full place-items-center">
      <EmptyState icon={MessageSquareText} title="Choose a conversation">
        <span className="max-md:hidden">
          Move with <Kbd>j</Kbd> and <Kbd>k</Kbd>, open with <Kbd>Enter</Kbd>. All keys: <Kbd>?</Kbd>
        </span>
      </EmptyState>
    </div>
  );
}
