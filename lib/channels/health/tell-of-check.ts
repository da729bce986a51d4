import type { Tx } from "@/db/client";
import { installationApp } from "@/lib/channels/channel-credentials";
import type { ChannelRow } from "@/lib/channels/find-channel";
import { openProblems, raiseProblem, solveProblem, tellNews } from "@/lib/notifications/notify";
import { rootProblems } from "./check-lines";
import { problemWords } from "./problem-words";
import type { CheckLine } from "./shapes";
import type { FinishedCheck } from "./store-check";

/** What is broken is told once; what is whole again ends it; what isn't known changes nothing. */
export async function tellOfCheck(tx: Tx, channel: ChannelRow, check: FinishedCheck) {
  const roots = rootProblems(check.lines);
  for (const found of check.lines) {
    const key = keyOf(channel, found.id);
    if (roots.includes(found.id)) await raiseProblem(tx, key, problemOf(channel, found));
    else if (found.state === "ok" || found.state === "warning")
      await solveProblem(tx, key, solutionOf(channel, found));
  }
  await tellOfTheEnd(tx, channel, check.lines);
  if (check.repaired) await tellNews(tx, `channel:${channel.id}:repaired`, repairOf(channel));
}

/** An access that ends soon is a problem of its own: its end later on is told again. */
async function tellOfTheEnd(tx: Tx, channel: ChannelRow, lines: CheckLine[]) {
  const token = lines.find(({ id }) => id === "token");
  const key = `channel:${channel.id}:token_ends`;
  if (token?.state === "warning")
    await raiseProblem(tx, key, {
      title: `${channel.name}: the access ends soon`,
      message: `${token.words} ${token.remedy ?? ""}`.trim(),
      ...whereToActOn(channel),
    });
  else if (token?.state === "ok")
    await solveProblem(tx, key, {
      title: `${channel.name}: the access was renewed`,
      message: token.words,
      ...whereToActOn(channel),
    });
}

/** What belongs to the app is one problem for all of its Pages. */
function keyOf({ id, appId }: ChannelRow, line: string): string {
  if (line !== "app" && line !== "callback") return `channel:${id}:${line}`;
  return `app:${appId ?? installationApp()?.appId ?? ""}:${line}`;
}

const whereToActOn = ({ id }: ChannelRow) => ({
  href: `/settings/channels/${id}/check-up`,
  channelId: id,
});

const problemOf = (channel: ChannelRow, { id, words, remedy }: CheckLine) => ({
  title: `${channel.name} ${problemWords(id).title}`,
  message: [words, remedy].filter(Boolean).join(" "),
  ...whereToActOn(channel),
});

const solutionOf = (channel: ChannelRow, { id, title, words }: CheckLine) => ({
  title: `${channel.name} works again`,
  message: solutionWords(id, title, words),
  ...whereToActOn(channel),
});

function solutionWords(id: string, title: string, words: string): string {
  if (id === "token") return "The access works again, and what waited goes out.";
  return id.startsWith("permission:") ? `The permission ${title} is granted again.` : `${title}: ${words}`;
}

const repairOf = (channel: ChannelRow) => ({
  title: `${channel.name}: the subscription was lost and is back`,
  message:
    "The Page no longer sent its messages here, so Pagedesk has subscribed it again. What was written meanwhile is fetched from Facebook’s history.",
  ...whereToActOn(channel),
});

/** A channel that is disconnected on purpose has no problems any more. */
export async function forgetProblems(tx: Tx, channel: ChannelRow) {
  for (const key of await openProblems(tx, `channel:${channel.id}:`))
    await solveProblem(tx, key, {
      title: `${channel.name} is disconnected`,
      message: "Nothing arrives and nothing is sent, as an admin wanted it. The history stays.",
      ...whereToActOn(channel),
    });
}
