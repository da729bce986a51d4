import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type HistoryStage, openHistoryStage } from "@/db/testing/history-stage";

let stage: HistoryStage;

beforeAll(async () => {
  stage = await openHistoryStage();
});
afterAll(() => stage.close());

const act = fc.record({
  byPage: fc.boolean(),
  lost: fc.boolean(),
  pauseMs: fc.integer({ min: 0, max: 1_500 }),
});

test("whatever deliveries are lost, the thread ends up as the platform shows it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), fc.boolean(), async (acts, late) => {
      await stage.empties();
      const page = await stage.connect();
      const maria = await stage.customer("María");
      for (const [index, { byPage, lost, pauseMs }] of acts.entries()) {
        // Held back is lost until it is let go: late deliveries come after the gap was filled.
        await stage.moods(late ? { hold: lost } : { forget: lost ? 1 : 0 });
        const kind = byPage ? ("inbox_message" as const) : ("message" as const);
        await stage.acts([{ kind, personId: maria.id, text: `message ${index}` }]);
        await stage.moods({ hold: false, forget: 0 });
        await stage.passes(pauseMs);
      }
      if (!late) await stage.hears();
      else await stage.opens(acts.filter(({ lost }) => !lost).length);
      await stage.passes(60_000);

      const run = await stage.looksForGaps(page.id);
      await stage.reads();
      expect(await stage.run(run?.id)).toMatchObject({
        state: "done",
        messagesAdded: acts.filter(({ lost }) => lost).length,
      });
      await expectWhole(maria.id);

      await stage.control("POST", "/deliveries/release", { order: "shuffled" });
      await stage.hears();
      await expectWhole(maria.id);
    }),
    {
      numRuns: 15,
      // Of two in one second the delivery of one came late: its milliseconds must not move it past the other.
      examples: [[[lostAtOnce(true), lostAtOnce(false)], true]],
    },
  );
});

function lostAtOnce(byPage: boolean) {
  return { byPage, lost: true, pauseMs: 0 };
}

async function expectWhole(personId: string) {
  const phone = await stage.phone(personId);
  const ours = (await stage.thread(personId)).filter(({ kind }) => kind !== "system");
  expect(ours.map(({ externalId, text }) => [externalId, text])).toEqual(
    phone.map(({ mid, text }) => [mid, text]),
  );
}
