import clsx from "clsx";

interface SwitchProps {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  disabled?: boolean;
  id?: string;
  "aria-label"?: string;
  "aria-labelledby"?: string;
  "aria-describedby"?: string;
}

/** On or off, at once. */
export function Switch({ checked, onCheckedChange, ...rest }: SwitchProps) {
  return (
    <button
      {...rest}
      type="button"
      role="switch"
      aria-checked={checked}
      onClick={() => onCheckedChange(!checked)}
      className={clsx(
        "inline-flex h-5 w-9 shrink-0 items-center rounded-full border transition-colors disabled:cursor-not-allowed disabled:opacity-50",
        checked ? "justify-end border-accent bg-accent" : "justify-start border-control-line bg-sunken",
      )}
    >
      <span className={clsx("mx-0.5 size-3.5 rounded-full", checked ? "bg-on-accent" : "bg-control-line")} />
    </button>
  );
}
