import { explainRefusedField } from "@/lib/channels/facebook/refused-field";
import { missingFields } from "@/lib/channels/facebook/subscription-fields";
import { accessEnded, afterAccess, type Facts, inWords, line, silent } from "./line";
import type { CheckLine } from "./shapes";

const RECEIVING = "Posts and comments";
const READING = "pages_read_user_content";

/** Whether what is said in public arrives, where the channel wants it. */
export function publicReceivingLine(facts: Facts): CheckLine {
  const { platform, own } = facts;
  const [id, title] = ["public_receiving", RECEIVING];
  if (!own.public) return line(id, title, "ok", "Public is switched off: only private messages arrive.");
  if (accessEnded(facts)) return afterAccess(id, title);
  const { subscription } = platform;
  if (subscription.state === "silent") return silent(id, title, subscription);
  if (subscription.state === "refused" || !subscription.told.fields?.length)
    return line(id, title, "unknown", "Can’t be looked at until the Page is subscribed.");

  const missing = missingFields(
    { public: true, subscribedFields: subscription.told.fields },
    held(facts) ?? [],
  );
  const unheard = missing.filter(({ name }) => name === "feed" || name === "mention");
  if (unheard.length > 0) return notArriving(facts, unheard);
  if (held(facts)?.includes(READING) === false)
    return line(
      id,
      title,
      "warning",
      `They arrive, but without ${READING} what stands around them can’t be read.`,
      {
        remedy:
          "Refresh the permission and leave the switch on; if Facebook doesn’t offer it, the app has not been reviewed for it.",
        action: "refresh_permission",
      },
    );
  return line(id, title, "ok", "Posts, comments and mentions arrive.");
}

function notArriving({ own, ...facts }: Facts, unheard: { name: string; why: string }[]): CheckLine {
  const granted = held({ own, ...facts }) ?? [];
  const refused = own.refusedFields
    .filter(({ name }) => unheard.some((field) => field.name === name))
    .map((field) => explainRefusedField(field, granted));
  const names = unheard.map(({ name, why }) => `${why.charAt(0).toLowerCase()}${why.slice(1)} (${name})`);
  return line(
    "public_receiving",
    RECEIVING,
    unheard.some(({ name }) => name === "feed") ? "broken" : "warning",
    `These don’t arrive: ${inWords(names)}.`,
    {
      remedy: refused[0]?.words ?? "Subscribe again.",
      action: refused[0]?.remedy ?? "subscribe",
      detail: refused.map(({ name, detail }) => `${name}: ${detail}`).join("; ") || null,
    },
  );
}

const ANSWERING = "Public answers";
const ENGAGEMENT = "pages_manage_engagement";

/** Whether agents may answer, like, hide and delete comments. Tasks can't be asked for: a refusal gives them away. */
export function publicAnsweringLine(facts: Facts): CheckLine {
  const { own } = facts;
  const [id, title] = ["public_answering", ANSWERING];
  if (!own.public)
    return line(id, title, "ok", "Public is switched off: nobody answers in public from here.");
  if (accessEnded(facts)) return afterAccess(id, title);
  if (facts.platform.token.state === "silent") return silent(id, title, facts.platform.token);

  const permissions = held(facts);
  if (permissions === null)
    return line(id, title, "unknown", "Facebook didn’t tell which permissions there are.");
  if (!permissions.includes(ENGAGEMENT))
    return line(
      id,
      title,
      "broken",
      `Nobody can answer a comment, like it, hide it or delete it: the access lacks ${ENGAGEMENT}.`,
      {
        remedy:
          "Refresh the permission and leave the switch on; if Facebook doesn’t offer it, the app has not been reviewed for it. Switch Public off if comments aren’t answered here.",
        action: "refresh_permission",
      },
    );
  const { refusal } = own;
  if (refusal?.public && (refusal.code === 200 || refusal.code === 210) && refusal.subcode === null)
    return line(
      id,
      title,
      "broken",
      "Facebook refused a public answer: the account that connected this Page lacks “Content” or “Community activity” on it.",
      {
        remedy:
          "Somebody with full control can give it back under Page settings → Page access. Then refresh the permission, or let another admin of the Page do that.",
        action: "refresh_permission",
        detail: refusal.message,
      },
    );
  return line(id, title, "ok", "Agents may answer, like, hide and delete comments.");
}

/** What the token holds; null = not told. */
const held = ({ platform: { token } }: Facts) => (token.state === "told" ? token.told.permissions : null);
