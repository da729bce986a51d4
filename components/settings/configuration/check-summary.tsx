import { Notice } from "@/components/ui/notice";
import type { Check } from "@/lib/configuration/check-configuration";

/** The whole list in one sentence. */
export function CheckSummary({ checks }: { checks: Check[] }) {
  const missing = checks.filter(({ state }) => state === "missing").length;
  const warnings = checks.filter(({ state }) => state === "warning").length;

  if (missing > 0) {
    return (
      <Notice tone="error" title={`${counted(missing, "setting")} missing`} className="mb-4">
        Something does not work until {missing === 1 ? "it is" : "they are"} set.
      </Notice>
    );
  }
  if (warnings > 0) {
    return (
      <Notice tone="warning" title={`${counted(warnings, "setting")} to look at`} className="mb-4">
        Everything works; read what it means for you.
      </Notice>
    );
  }
  return (
    <Notice tone="good" className="mb-4">
      Every setting is fine.
    </Notice>
  );
}

function counted(count: number, word: string) {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
