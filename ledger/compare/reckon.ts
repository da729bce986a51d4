import pg from "pg";
import type { Book } from "../actors/book";
import type { Desk } from "../actors/desk";
import type { Stage } from "../stage/start-stage";
import { type Arrivals, compareAnswers } from "./compare-answers";
import { compareBadges } from "./compare-badges";
import { compareLeftovers, type Tally } from "./compare-leftovers";
import { comparePublic } from "./compare-public";
import { compareThread, type PlatformMessage } from "./compare-thread";
import type { Difference } from "./difference";
import { readBadges, readLeftovers, readStoredAnswers, readStoredThread } from "./read-database";
import { readPlatformPublic, readStoredPublic } from "./read-public";
import { reckonScreens } from "./reckon-screens";

export interface Reckoning {
  differences: Difference[];
  counts: Record<string, number>;
  /** Answers of which nobody could make sure: by our own check the customer has none of them. */
  outcomeUnknown: string[];
}

/** Platform, database and every screen, element by element. */
export async function reckon(
  stage: Stage,
  { book, desks, losses }: { book: Book; desks: Desk[]; losses: boolean },
): Promise<Reckoning> {
  const client = new pg.Client({ connectionString: stage.postgres.url, application_name: "ledger" });
  await client.connect();
  try {
    const threads = await reckonThreads(stage, client, losses ? 1_000 : 0);
    const walls = await reckonWalls(stage, client, threads.arrivals);
    const rows = await readStoredAnswers(client);
    const answers = compareAnswers(book.answers.values(), rows, threads.arrivals);
    const { kept, counted } = await readBadges(client);
    const tally = await stage.control.get<Tally>("/deliveries/tally");
    const leftovers = compareLeftovers(await readLeftovers(client), tally);
    const screens = await reckonScreens(desks);
    const ended = [...stage.webs, ...stage.workers, stage.simulator].filter(
      ({ endedByItself }) => endedByItself,
    );

    const unknown = [...rows.values()].filter(({ failureReason }) => failureReason === "outcome_unknown");
    return {
      differences: [
        ...threads.differences,
        ...walls.differences,
        ...answers,
        ...screens.differences,
        ...compareBadges(kept, counted),
        ...leftovers,
        ...ended.map(({ name, endedByItself, lastWords }) => ({
          kind: "program_ended" as const,
          where: name,
          what: `ended ${endedByItself} times though nobody had killed it: ${lastWords.join(" / ")}`,
        })),
      ],
      counts: {
        threads: threads.count,
        messagesOnPlatform: threads.onPlatform,
        messagesStored: threads.stored,
        saidInPublic: walls.onPlatform,
        storedOfThat: walls.stored,
        inConversations: walls.inConversations,
        answersWritten: book.answers.size,
        answersAccepted: [...book.answers.values()].filter(({ state }) => state === "accepted").length,
        answersRefused: [...book.answers.values()].filter(({ state }) => state === "refused").length,
        answersFailed: [...rows.values()].filter(({ status }) => status === "failed").length,
        screens: screens.screens,
        rowsOnScreens: screens.rows,
        messagesOnScreens: screens.messages,
        badges: counted.length,
      },
      outcomeUnknown: unknown.map(({ id }) => book.answers.get(id)?.text ?? id),
    };
  } finally {
    await client.end();
  }
}

/** What stands below posts; our answers among it arrived there. */
async function reckonWalls({ world, control }: Stage, client: pg.Client, arrivals: Arrivals) {
  const differences: Difference[] = [];
  let [onPlatform, storedCount, inConversations] = [0, 0, 0];
  for (const page of world.pages) {
    const where = `${page.name}, in public`;
    const told = await readPlatformPublic(control, page.id);
    const { publications, messages } = await readStoredPublic(client, page.id);
    differences.push(...comparePublic(where, told, publications, messages));
    for (const { byPage, text, saidAt } of told) {
      if (!byPage || text === null) continue;
      arrivals.set(text, [...(arrivals.get(text) ?? []), { thread: where, place: Date.parse(saidAt) }]);
    }
    onPlatform += told.length;
    storedCount += publications.length;
    inConversations += messages.length;
  }
  return { differences, onPlatform, stored: storedCount, inConversations };
}

async function reckonThreads({ world, control }: Stage, client: pg.Client, exactWithinMs: number) {
  const arrivals: Arrivals = new Map();
  const differences: Difference[] = [];
  let [count, onPlatform, storedCount] = [0, 0, 0];
  for (const person of world.people) {
    const where = `${person.page.name}, ${person.name}`;
    const path = `/people/${person.id}/threads/${person.page.id}`;
    const { messages } = await control.get<{ messages: PlatformMessage[] }>(path);
    const stored = await readStoredThread(client, person);
    differences.push(...compareThread(where, messages, stored, exactWithinMs));
    messages.forEach(({ from, text }, place) => {
      if (from !== "page" || text === null) return;
      arrivals.set(text, [...(arrivals.get(text) ?? []), { thread: where, place }]);
    });
    count += messages.length > 0 ? 1 : 0;
    onPlatform += messages.length;
    storedCount += stored.length;
  }
  return { arrivals, differences, count, onPlatform, stored: storedCount };
}
