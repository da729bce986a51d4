import type { Simulator } from "./simulator";

const PAGE = "Harbor Coffee";
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Scene {
  person: string;
  /** How long before now, in seconds. */
  ago: number;
  play(simulator: Simulator): Promise<unknown>;
}

/** Who of the demo's people has not written to the Page yet. */
export async function findSilentPeople(simulator: Simulator): Promise<Set<string>> {
  const people = new Set(scenes.map(({ person }) => person));
  for (const person of people) {
    if (await simulator.hasWritten(person, PAGE)) people.delete(person);
  }
  return people;
}

/** Lets these people write to the Page at different times of the past days. */
export async function tellStories(simulator: Simulator, people: Set<string>) {
  const cast = scenes.filter(({ person }) => people.has(person));
  try {
    for (const { ago, play } of cast.toSorted((a, b) => b.ago - a.ago)) {
      await simulator.setClock(-ago);
      await play(simulator);
      // One scene after the other, as life goes: the next one may answer this one.
      await simulator.settle();
    }
  } finally {
    await simulator.setClock(0);
  }
}

function says(person: string, ago: number, text: string, more: object = {}): Scene {
  return { person, ago, play: (simulator) => simulator.act(person, PAGE, "messages", { text, ...more }) };
}

function shows(person: string, ago: number, type: "image" | "sticker"): Scene {
  const attachments = [{ type }];
  return { person, ago, play: (simulator) => simulator.act(person, PAGE, "messages", { attachments }) };
}

function presses(person: string, ago: number, button: object): Scene {
  return { person, ago, play: (simulator) => simulator.act(person, PAGE, "postbacks", button) };
}

/** Below the oldest of the Page's posts, for all to see. */
function comments(person: string, ago: number, text: string): Scene {
  return { person, ago, play: (simulator) => simulator.comment(person, PAGE, text) };
}

/** To what was said last below that post. */
function answersThat(person: string, ago: number, text: string): Scene {
  return { person, ago, play: (simulator) => simulator.answerLastComment(person, PAGE, text) };
}

function isAnsweredFromInbox(person: string, ago: number, text: string): Scene {
  return { person, ago, play: (simulator) => simulator.answerFromInbox(PAGE, person, text) };
}

const scenes: Scene[] = [
  // The human agent's seven days are over, too: nobody may write to Pieter until he writes again.
  says("Pieter Oomen", 9 * DAY, "Do you roast decaf as well? I could not find any in the shop."),
  isAnsweredFromInbox(
    "Pieter Oomen",
    9 * DAY - 20 * MINUTE,
    "We do, every second Friday. I will tell you when!",
  ),
  says("Pieter Oomen", 9 * DAY - 25 * MINUTE, "Great, thank you"),

  // Past the first 24 hours: a person may still answer Dana, a bot may not.
  says("Dana Kim", 30 * HOUR, "Hi, my grinder arrived like this:"),
  shows("Dana Kim", 30 * HOUR - MINUTE, "image"),
  says("Dana Kim", 30 * HOUR - 3 * MINUTE, "Can I send it back?"),

  presses("Tom Becker", 5 * HOUR, {
    title: "Get started",
    payload: "GET_STARTED",
    referral: { ref: "spring-menu", source: "SHORTLINK", type: "OPEN_THREAD" },
  }),
  says("Tom Becker", 5 * HOUR - MINUTE, "Where is my order?", { quickReplyPayload: "ORDER_STATUS" }),
  says("Tom Becker", 5 * HOUR - 2 * MINUTE, "It is number 48213, and delivery was promised for yesterday."),

  says("Lena Hoffmann", 3 * HOUR, "Habt ihr am Feiertag geöffnet?"),
  isAnsweredFromInbox("Lena Hoffmann", 3 * HOUR - 10 * MINUTE, "Ja, von 9 bis 14 Uhr. Bis dann!"),
  shows("Lena Hoffmann", 3 * HOUR - 12 * MINUTE, "sticker"),

  comments("Lena Hoffmann", 40 * MINUTE, "Ordered two bags a week ago, and still nothing. Is anyone there?"),
  answersThat("Pieter Oomen", 37 * MINUTE, "They are crooks, every one of them"),

  says("نور عبد الله", 50 * MINUTE, "مرحبا، هل لديكم قهوة خالية من الكافيين؟"),

  says("María Solano", 14 * MINUTE, "Hello! Is the Ethiopian one back in stock?"),
  says("María Solano", 12 * MINUTE, "I would take two bags 😊☕"),
];
