import { facebookPermissions } from "@/lib/channels/facebook/permissions";
import type { TokenFacts } from "./facts";
import { accessEnded, afterAccess, type Facts, line, silent, span } from "./line";
import type { CheckLine } from "./shapes";

const DAY = 86_400_000;
/** How long before its end somebody should act. */
const SOON = 7 * DAY;

/** What ended an access, by `code/subcode`. Meta, error codes, page of 2026-06-25. */
const endings: Record<string, string> = {
  "190/458": "The app was removed from the Facebook account that connected this Page.",
  "190/459": "Facebook wants the account that connected this Page to be checked on facebook.com first.",
  "190/460":
    "The account that connected this Page has a new password, or was signed out of Facebook everywhere.",
  "190/463": "The access has expired.",
  "190/464": "Facebook wants the account that connected this Page to be confirmed on facebook.com first.",
  "190/467": "Facebook has made the access invalid.",
  "190/492":
    "The account that connected this Page has lost its role on it, so another admin of the Page must renew the access.",
};

const APP = "Facebook app";
const TOKEN = "Access to the Page";

/** Whether Facebook knows our app by its id and secret: it is asked in the app's own name. */
export function appLine({ platform: { token, callback }, own }: Facts): CheckLine {
  const answers = [token, callback];
  const refusal = answers.find((answer) => answer.state === "refused" && [190, 101, 1].includes(answer.code));
  const told = answers.some(({ state }) => state === "told");
  if (refusal?.state === "refused" && !told)
    return line("app", APP, "broken", "Facebook doesn’t accept the app’s id or secret.", {
      remedy:
        "Copy both again from the app’s settings at Facebook (Settings → Basic) and restart Pagedesk with them. Deliveries are refused as well while the secret is wrong; Facebook keeps trying for an hour.",
      link: appPage(own.appId, "settings/basic/", "The app’s settings"),
      detail: refusal.detail,
    });
  if (!told) return silent("app", APP, { state: "silent", detail: detailOf(answers) });
  return line("app", APP, "ok", `Facebook knows the app ${own.appId ?? ""} and accepts its secret.`);
}

const detailOf = (answers: { state: string }[]) =>
  answers.flatMap((answer) => ("detail" in answer ? [String(answer.detail)] : []))[0] ?? "";

export const appPage = (appId: string | null, path: string, words: string) => ({
  href: `https://developers.facebook.com/apps/${appId ?? ""}/${path}`,
  words,
});

/** Valid or over, and until when. */
export function tokenLine({ platform: { token }, own, now }: Facts): CheckLine {
  if (token.state === "silent") return silent("token", TOKEN, token);
  if (token.state === "refused")
    return line("token", TOKEN, "broken", "Facebook doesn’t tell this app about its access to the Page.", {
      remedy: "Refresh the permission. If that doesn’t help, the app’s id or secret is wrong.",
      action: "refresh_permission",
      detail: token.detail,
    });

  const { valid, endedBy, appId, expiresAt } = token.told;
  if (!valid)
    return line("token", TOKEN, "broken", endings[endedBy ?? ""] ?? "Facebook has ended the access.", {
      remedy:
        "Refresh the permission. Messages that come in meanwhile are kept, and those that wait go out afterwards.",
      action: "refresh_permission",
      detail: endedBy,
    });
  if (appId !== null && own.appId !== null && appId !== own.appId)
    return line("token", TOKEN, "broken", "The access was made by another app.", {
      remedy: "Refresh the permission, so that it belongs to this app.",
      action: "refresh_permission",
      detail: `made by app ${appId}`,
    });
  if (expiresAt && expiresAt.getTime() - now.getTime() < SOON)
    return line(
      "token",
      TOKEN,
      "warning",
      `The access ends in ${span(expiresAt.getTime() - now.getTime())}.`,
      {
        remedy: "Refresh the permission before that. Nothing else changes.",
        action: "refresh_permission",
      },
    );
  return dataAccess(token.told, now);
}

/** Facebook's 90-day clock over what an account has allowed; what its end does to a Page's access isn't told. */
function dataAccess({ dataAccessUntil, expiresAt }: TokenFacts, now: Date): CheckLine {
  const until = expiresAt ? `Valid until ${expiresAt.toISOString().slice(0, 10)}` : "Valid, without an end";
  if (!dataAccessUntil) return line("token", TOKEN, "ok", `${until}.`);

  const left = dataAccessUntil.getTime() - now.getTime();
  const day = dataAccessUntil.toISOString().slice(0, 10);
  if (left > SOON) return line("token", TOKEN, "ok", `${until}; data access until ${day}.`);
  return line(
    "token",
    TOKEN,
    "warning",
    left > 0
      ? `Facebook’s permission to read data ends in ${span(left)}.`
      : `Facebook’s permission to read data ended on ${day}; parts of the channel may stop working.`,
    { remedy: "Refresh the permission; that starts the 90 days anew.", action: "refresh_permission" },
  );
}

/** Without these nothing arrives or nothing goes out; without the others something is missing. */
const essential = new Set(["pages_messaging", "pages_manage_metadata"]);

/** Each permission of private work, with what it means when it is missing; those of public work have lines of their own. */
export function permissionLines(facts: Facts): CheckLine[] {
  const { token } = facts.platform;
  const asked = facebookPermissions.filter((permission) => !permission.public);
  return asked.map(({ name, why, without }) => {
    const [id, title] = [`permission:${name}`, name];
    if (accessEnded(facts)) return afterAccess(id, title);
    if (token.state === "silent") return silent(id, title, token);

    const held = token.state === "told" ? token.told.permissions : null;
    if (held === null) return line(id, title, "unknown", "Facebook didn’t tell which permissions there are.");
    if (held.includes(name)) return line(id, title, "ok", why);
    return line(id, title, essential.has(name) ? "broken" : "warning", without, {
      remedy:
        "It was declined or withdrawn. Refresh the permission and leave the switch on; if Facebook doesn’t offer it, the app has not been reviewed for it.",
      action: "refresh_permission",
    });
  });
}

const TASKS = "Tasks on the Page";

/** Facebook names an account's tasks only to the account itself; what it refuses tells the rest. */
export function tasksLine(facts: Facts): CheckLine {
  const { token, subscription, newest } = facts.platform;
  if (accessEnded(facts)) return afterAccess("tasks", TASKS);
  const held = (token.state === "told" && token.told.permissions) || [];
  const lacks = (permissions: string[]) => permissions.some((name) => !held.includes(name));
  const moderation = roleRefusal(subscription) && !lacks(["pages_manage_metadata"]);
  const messaging =
    (roleRefusal(newest) && !lacks(["pages_messaging", "pages_manage_metadata", "pages_read_engagement"])) ||
    (facts.own.refusal?.code === 200 &&
      facts.own.refusal.subcode === null &&
      !facts.own.refusal.public &&
      !lacks(["pages_messaging"]));
  if (moderation || messaging)
    return line(
      "tasks",
      TASKS,
      "broken",
      `The account that connected this Page lacks ${[messaging && "“Messages”", moderation && "“Community activity”"].filter(Boolean).join(" and ")} on it.`,
      {
        remedy:
          "Somebody with full control can give it back under Page settings → Page access. Then refresh the permission, or let another admin of the Page do that.",
        action: "refresh_permission",
        detail: detailOf([subscription, newest]) || facts.own.refusal?.message || null,
      },
    );
  if (subscription.state === "silent" || newest.state === "silent") {
    const unheard = subscription.state === "silent" ? subscription : newest;
    if (unheard.state === "silent") return silent("tasks", TASKS, unheard);
  }
  if (subscription.state === "refused")
    return line("tasks", TASKS, "unknown", "Can’t be looked at while a permission is missing.");
  return line("tasks", TASKS, "ok", "The account that connected this Page may read and manage its messages.");
}

/** 200 and 210: what a missing role or task is answered with, once the permissions are there. */
const roleRefusal = (answer: { state: string; code?: number }) =>
  answer.state === "refused" && (answer.code === 200 || answer.code === 210);
