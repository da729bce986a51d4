import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import type { Check } from "@/lib/configuration/check-configuration";

/** What needs doing comes first. */
const order: Check["state"][] = ["missing", "warning", "ok"];

export function CheckList({ checks }: { checks: Check[] }) {
  const sorted = checks.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state));

  return (
    <Card aria-label="Settings">
      <ul className="divide-y">
        {sorted.map((check) => (
          <CheckRow key={check.name} check={check} />
        ))}
      </ul>
    </Card>
  );
}

function CheckRow({ check: { name, state, message, remedy } }: { check: Check }) {
  const { tone, icon, word } = looks[state];

  return (
    <li className="flex items-start gap-3 px-4 py-3 max-sm:flex-col max-sm:gap-1.5">
      <Chip tone={tone} icon={icon} className="mt-0.5 w-20 max-sm:w-auto">
        {word}
      </Chip>
      <div className="min-w-0 flex-1">
        <code className="font-medium text-sm">{name}</code>
        <p className="text-pretty text-muted">{message}</p>
        {remedy && <p className="mt-1 text-pretty">{remedy}</p>}
      </div>
    </li>
  );
}

const looks = {
  ok: { tone: "good", icon: CircleCheck, word: "Fine" },
  warning: { tone: "warn", icon: TriangleAlert, word: "Check" },
  missing: { tone: "bad", icon: CircleAlert, word: "Missing" },
} as const;
