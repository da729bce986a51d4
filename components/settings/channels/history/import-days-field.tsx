import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { ImportDays } from "@/lib/channels/import-days";

const words: Record<ImportDays, string> = {
  0: "None: begin with new messages",
  7: "Of the last 7 days",
  30: "Of the last 30 days",
  90: "Of the last 90 days",
};

interface ImportDaysFieldProps<Days extends ImportDays> {
  label: string;
  choices: readonly Days[];
  days: Days;
  onChange: (days: Days) => void;
}

/** How much of a Page's past comes along. */
export function ImportDaysField<Days extends ImportDays>({
  label,
  choices,
  days,
  onChange,
}: ImportDaysFieldProps<Days>) {
  return (
    <Field
      label={label}
      hint="Of each conversation Facebook shows the 20 newest messages. They come in closed, unless somebody still waits for an answer."
    >
      {(control) => (
        <Select
          {...control}
          className="max-w-72"
          value={days}
          onChange={({ target }) => {
            const chosen = choices.find((one) => one === Number(target.value));
            if (chosen !== undefined) onChange(chosen);
          }}
        >
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {words[choice]}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
