/** How the reader writes times. The server doesn't know, so the first look uses one neutral way. */
export interface TimeStyle {
  locale: string;
  timeZone: string | undefined;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Building a format costs more than using it a thousand times. */
function formatOf({ locale, timeZone }: TimeStyle, options: Intl.DateTimeFormatOptions) {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;

  const format = new Intl.DateTimeFormat(locale, { timeZone, ...options });
  formats.set(key, format);
  return format;
}

/** As lists say it: "now", "4 m", "3 h", "Thu", "12 Mar", "12 Mar 2024". */
export function relativeTime(at: string, now: number, style: TimeStyle): string {
  const passed = now - Date.parse(at);
  if (passed < MINUTE) return "now";
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} m`;
  if (passed < DAY) return `${Math.floor(passed / HOUR)} h`;
  if (passed < 6 * DAY) return formatOf(style, { weekday: "short" }).format(new Date(at));

  return formatOf(style, { day: "numeric", month: "short", year: yearUnlessSame(at, now, style) }).format(
    new Date(at),
  );
}

/** "10:04" */
export function clockTime(at: string | number, style: TimeStyle): string {
  return formatOf(style, { hour: "numeric", minute: "2-digit" }).format(new Date(at));
}

/** "Today", "Yesterday", "Thursday, 12 March" */
export function dayName(at: string, now: number, style: TimeStyle): string {
  if (sameDay(at, now, style)) return "Today";
  if (sameDay(at, now - DAY, style)) return "Yesterday";

  const year = yearUnlessSame(at, now, style);
  return formatOf(style, { weekday: "long", day: "numeric", month: "long", year }).format(new Date(at));
}

export function sameDay(a: string | number, b: string | number, style: TimeStyle): boolean {
  const format = formatOf(style, { year: "numeric", month: "numeric", day: "numeric" });
  return format.format(new Date(a)) === format.format(new Date(b));
}

/** "12 Mar 2026, 10:04:31": where the order of seconds matters. */
export function exactTime(at: string, style: TimeStyle): string {
  return formatOf(style, { dateStyle: "medium", timeStyle: "medium" }).format(new Date(at));
}

/** "Thu, 12 March 2026, 10:04": what a pointer that rests on a short time is told. */
export function fullTime(at: string, style: TimeStyle): string {
  return formatOf(style, { dateStyle: "full", timeStyle: "short" }).format(new Date(at));
}

/** "2 h 14 m", "18 m", "23 h", "6 d 3 h", "less than 1 m" */
export function timeLeft(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / MINUTE);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (minutes < 1) return "< 1 m";
  if (hours < 1) return `${minutes} m`;
  if (hours < 10) return joined(`${hours} h`, minutes % 60, "m");
  if (hours < 48) return `${hours} h`;
  return joined(`${days} d`, hours % 24, "h");
}

function joined(whole: string, rest: number, unit: string) {
  return rest ? `${whole} ${rest} ${unit}` : whole;
}

function yearUnlessSame(at: string, now: number, style: TimeStyle) {
  const format = formatOf(style, { year: "numeric" });
  return format.format(new Date(at)) === format.format(now) ? undefined : "numeric";
}
