import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { type ImportDays, importDays } from "@/lib/channels/import-days";

const words: Record<ImportDays, string> = {
  0: "None: begin with new messages",
  7: "Of the last 7 days",
  30: "Of the last 30 days",
  90: "Of the last 90 days",
};

interface ImportDaysFieldProps {
  days: ImportDays;
  onChange: (days: ImportDays) => void;
}

/** How much of a Page's past comes along. */
export function ImportDaysField({ days, onChange }: ImportDaysFieldProps) {
  return (
    <Field
      label="Earlier conversations"
      hint="Of each conversation Facebook shows the 20 newest messages. They come in closed, unless somebody still waits for an answer."
    >
      {(control) => (
        <Select
          {...control}
          className="max-w-72"
          value={days}
          onChange={({ target }) => {
            const chosen = importDays.find((one) => one === Number(target.value));
            if (chosen !== undefined) onChange(chosen);
          }}
        >
          {importDays.map((choice) => (
            <option key={choice} value={choice}>
              {words[choice]}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
