import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type HarborCoffee, openHarborCoffee } from "@/db/testing/harbor-coffee";
import { beginInPublic, type MariaInPublic } from "@/db/testing/maria-in-public";
import { mindOutbox } from "./mind-outbox";

const SECOND = 1_000;
const RUNS = 12;

let coffee: HarborCoffee;
let stage: MariaInPublic;
let passed = 0;

beforeAll(async () => {
  coffee = await openHarborCoffee();
});
afterAll(() => coffee.close());

const control = (method: string, path: string, body: unknown) => coffee.facebook.control(method, path, body);

/** What can happen to one answer, in one word each. */
const fates = {
  sent: {},
  "answer lost": { cut: true, when: "after" },
  "never arrived": { cut: true },
  "error, but done": { status: 500, code: 2, when: "after" },
  "error, not done": { status: 503, code: 1 },
  blocked: { code: 368, status: 400 },
};

const happenings = {
  "a little later": () => wait(11 * SECOND),
  later: () => wait(40 * SECOND),
  "what is told comes": hearAll,
  "what is told is held": () => control("PUT", "/moods", { hold: true }),
  "what is told comes twice": () => control("PUT", "/moods", { repeat: 2 }),
  "reading fails": () =>
    control("POST", "/faults", { path: "/comments$", method: "GET", status: 500, code: 2 }),
};

const step = fc.oneof(
  fc.record({
    says: fc.constantFrom("We do.", "From Monday on.", "@María Solano, we do."),
    where: fc.constantFrom("public", "private"),
    fate: fc.constantFrom(...keys(fates)),
  }),
  fc.record({ happens: fc.constantFrom(...keys(happenings)) }),
);

test("whatever is lost, late or repeated: each answer stands once on its side, in order, or is shown as not sent", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 9 }), async (steps) => {
      passed = 0;
      stage = await beginInPublic(coffee);
      await control("PUT", "/moods", { hold: false, repeat: 1 });
      await stage.maria.says("Hello?");
      await coffee.hears();
      for (const one of steps) {
        if ("happens" in one) await happenings[one.happens]();
        else await says(one);
        await coffee.works();
      }
      await settle();
      await compare();
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
});

async function says({ says, where, fate }: { says: string; where: string; fate: keyof typeof fates }) {
  const path = where === "public" ? "/comments$" : "/messages$";
  if (fate !== "sent") await control("POST", "/faults", { path, method: "POST", ...fates[fate] });
  const mentionsContact = where === "public";
  await stage.says(says, {
    visibility: where,
    ...(mentionsContact && { mentionsContact, replyToId: stage.comment.id }),
  });
}

async function hearAll() {
  await control("PUT", "/moods", { hold: false });
  await control("POST", "/deliveries/release", { order: "shuffled" });
  await coffee.hears();
  await coffee.works();
}

/** Everything that was held comes, and time goes on until nothing is open. */
async function settle() {
  await coffee.facebook.control("DELETE", "/faults");
  await hearAll();
  for (let count = 0; count < 60 && (await isOpen()); count += 1) {
    await wait(60 * SECOND);
    await mindOutbox();
    await coffee.works();
  }
  await hearAll();
  expect(await isOpen()).toBe(false);
}

async function compare() {
  const standing = await stage.below();
  expect(standing.map(({ text }) => text)).toEqual((await sent("public")).map(({ text }) => spoken(text!)));
  expect(standing.map(({ id }) => id)).toEqual((await sent("public")).map(({ externalId }) => externalId));
  expect(await stage.maria.heard()).toEqual((await sent("private")).map(({ text }) => text));
}

const spoken = (text: string) => text.replace("@María Solano", "María Solano");

async function sent(side: "public" | "private") {
  const thread = await stage.thread();
  return thread.filter(
    ({ direction, visibility, status }) => direction === "out" && visibility === side && status !== "failed",
  );
}

async function isOpen() {
  return (await stage.ours()).some(([, status]) => status === "queued" || status === "sending");
}

async function wait(milliseconds: number) {
  passed += milliseconds;
  await stage.later(passed);
  await coffee.letTimePass();
  await coffee.works();
}

function keys<Key extends string>(record: Record<Key, unknown>): Key[] {
  return Object.keys(record) as Key[];
}
