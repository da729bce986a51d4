"use client";

import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

const keys = [
  { keys: ["j", "k"], does: "Next and previous conversation" },
  { keys: ["Enter"], does: "Open it" },
  { keys: ["r"], does: "Reply" },
  { keys: ["p"], does: "Switch between public and private" },
  { keys: ["n"], does: "Write a note" },
  { keys: ["a"], does: "Assign" },
  { keys: ["e"], does: "Close, or open again" },
  { keys: ["i"], does: "Show or hide the contact" },
  { keys: ["/"], does: "Search by name" },
  { keys: ["Ctrl", "Enter"], does: "Send (⌘ Enter on a Mac)" },
  { keys: ["Esc"], does: "Leave the field" },
  { keys: ["?"], does: "This list" },
];

export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={onClose} title="Keys" size="small">
      <dl className="grid gap-2">
        {keys.map(({ keys, does }) => (
          <div key={does} className="flex items-center justify-between gap-4">
            <dt>{does}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <span key={key}>
                  <Kbd>{key}</Kbd>
                  <span className="sr-only">{key}</span>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
