import clsx from "clsx";

interface SwitchProps {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  /** The last change is still on its way: it keeps the focus, and can't be changed again yet. */
  busy?: boolean;
  id?: string;
  "aria-label"?: string;
  "aria-labelledby"?: string;
  "aria-describedby"?: string;
}

/** On or off, at once. */
export function Switch({ checked, onCheckedChange, busy = false, ...rest }: SwitchProps) {
  return (
    <button
      {...rest}
      type="button"
      role="switch"
      aria-checked={checked}
      aria-disabled={busy}
      onClick={busy ? undefined : () => onCheckedChange(!checked)}
      className={clsx(
        "inline-flex h-5 w-9 shrink-0 items-center rounded-full border transition-colors aria-disabled:cursor-not-allowed aria-disabled:opacity-50",
        checked ? "justify-end border-accent bg-accent" : "justify-start border-control-line bg-sunken",
      )}
    >
      <span className={clsx("mx-0.5 size-3.5 rounded-full", checked ? "bg-on-accent" : "bg-control-line")} />
    </button>
  );
}
