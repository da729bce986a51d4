import { appLine, permissionLines, tasksLine, tokenLine } from "./access-lines";
import { callbackLine } from "./callback-line";
import type { Facts } from "./line";
import { activeLine, clockLine, modeLine, sendingLine, signaturesLine } from "./own-lines";
import { publicAnsweringLine, publicReceivingLine } from "./public-lines";
import { deliveriesLine, routingLine, subscriptionLine } from "./receiving-lines";
import type { CheckLine } from "./shapes";

/** The whole check-up, in the order in which one would mend it: what everything hangs on comes first. Pure. */
export function checkLines(facts: Facts): CheckLine[] {
  return [
    appLine(facts),
    tokenLine(facts),
    ...permissionLines(facts),
    tasksLine(facts),
    callbackLine(facts),
    subscriptionLine(facts),
    publicReceivingLine(facts),
    publicAnsweringLine(facts),
    deliveriesLine(facts),
    signaturesLine(facts),
    sendingLine(facts),
    routingLine(facts),
    modeLine(facts),
    clockLine(facts),
    activeLine(facts),
  ];
}

/**
 * The ids of what is broken, without what only follows from something else: with a dead access it is the access that
 * somebody has to mend, and with a wrong secret the app.
 */
export function rootProblems(lines: readonly CheckLine[]): string[] {
  const broken = lines.filter(({ state }) => state === "broken").map(({ id }) => id);
  for (const root of ["app", "token"])
    if (broken.includes(root)) return broken.filter((id) => isApart(id, root));
  if (broken.some((id) => id !== "deliveries")) return broken.filter((id) => id !== "deliveries");
  return broken;
}

const isApart = (id: string, root: string) => id === root || (root === "token" && id === "callback");
