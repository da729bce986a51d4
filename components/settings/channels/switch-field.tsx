import { useId } from "react";
import { Switch } from "@/components/ui/switch";

interface SwitchFieldProps {
  label: string;
  hint: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** It is being changed. */
  busy?: boolean;
}

/** A switch in a form, with what it does said beside it. */
export function SwitchField({ label, hint, checked, onChange, busy = false }: SwitchFieldProps) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="min-w-0">
        <p id={id} className="font-medium">
          {label}
        </p>
        <p id={`${id}-hint`} className="text-muted text-sm">
          {hint}
        </p>
      </div>
      <Switch
        checked={checked}
        onCheckedChange={onChange}
        busy={busy}
        aria-labelledby={id}
        aria-describedby={`${id}-hint`}
      />
    </div>
  );
}
