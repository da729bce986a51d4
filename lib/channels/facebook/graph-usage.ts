/** How much of an allowance is used, in percent of it; `null` where the platform said nothing. */
export interface GraphUsage {
  appPercent: number | null;
  pagePercent: number | null;
  /** Of the Page's own allowances (Messenger, Pages …), the fullest. */
  businessPercent: number | null;
  /** How long the platform will refuse us from now on; 0 = it doesn't. */
  regainAccessInSeconds: number;
}

/** Reads the three usage headers that come with every answer; whatever is malformed counts as not said. */
export function readUsage(headers: Headers): GraphUsage {
  const business = businessUses(parse(headers.get("x-business-use-case-usage")));

  return {
    appPercent: fullest([parse(headers.get("x-app-usage"))]),
    pagePercent: fullest([parse(headers.get("x-page-usage"))]),
    businessPercent: fullest(business),
    // The platform counts in minutes here.
    regainAccessInSeconds:
      Math.max(0, ...business.map((use) => numberOf(use.estimated_time_to_regain_access) ?? 0)) * 60,
  };
}

function fullest(uses: Record<string, unknown>[]) {
  const shares = uses
    .flatMap((use) => [use.call_count, use.total_time, use.total_cputime])
    .map(numberOf)
    .filter((share) => share !== null);
  return shares.length > 0 ? Math.max(...shares) : null;
}

/** One list of uses for each Page or business. */
function businessUses(header: Record<string, unknown>) {
  return Object.values(header)
    .flatMap((uses): unknown[] => (Array.isArray(uses) ? uses : []))
    .filter(isRecord);
}

function parse(header: string | null): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(header ?? "");
    return isRecord(parsed) ? parsed : {};
  } catch {
    return {}; // absent or damaged: the answer itself is still good
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function numberOf(value: unknown) {
  const number = typeof value === "string" && value.trim() ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}
