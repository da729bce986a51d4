import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";

/** What a control needs so that its label, hint and error belong to it. */
export interface FieldControl {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  optional?: boolean;
  children: (control: FieldControl) => ReactNode;
}

/** A label, one control, and below it either a hint or what is wrong: `<Field label="Name">{(c) => <Input {...c} />}</Field>`. */
export function Field({ label, hint, error, optional, children }: FieldProps) {
  const id = useId();
  const below = `${id}-below`;

  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="flex items-baseline gap-1.5 font-medium">
        {label}
        {optional && <span className="font-normal text-faint text-sm">optional</span>}
      </label>
      {children({
        id,
        "aria-describedby": error || hint ? below : undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {error ? (
        <p id={below} role="alert" className="flex items-start gap-1.5 text-bad text-sm">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
          <span>{error}</span>
        </p>
      ) : (
        hint && (
          <p id={below} className="text-muted text-sm">
            {hint}
          </p>
        )
      )}
    </div>
  );
}
