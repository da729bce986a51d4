import { CircleAlert, CircleCheck, Clock } from "lucide-react";
import { Chip } from "@/components/ui/chip";
import type { DeliveryShape } from "@/lib/deliveries/shapes";

export function DeliveryStateChip({ state }: { state: DeliveryShape["state"] }) {
  const { tone, icon, word } = looks[state];
  return (
    <Chip tone={tone} icon={icon}>
      {word}
    </Chip>
  );
}

const looks = {
  waiting: { tone: "warn", icon: Clock, word: "Waiting" },
  opened: { tone: "good", icon: CircleCheck, word: "Opened" },
  problem: { tone: "bad", icon: CircleAlert, word: "Problem" },
} as const;
