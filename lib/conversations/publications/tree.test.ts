import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { minutesAfterNoon } from "@/db/factories/inbound-events";
import {
  comment,
  commentEdit,
  commentHiding,
  commentId,
  commentReaction,
  commentRemoval,
  MARIA,
  post,
  postId,
  TOM,
} from "@/db/factories/public-events";
import type { PublicEvent } from "@/lib/channels/channel";
import { unknown } from "./tell";
import { Tree } from "./tree";

const here = { channelExternalId: "1040055501112223" };
const byPage = { by: null };

/** A tree that has a row for everything that the events name, as reading it has. */
function grown(...told: PublicEvent[]) {
  const rows = new Map(
    told.flatMap(({ externalId, said }) => {
      const { kind = "comment", postExternalId = externalId, parentExternalId } = said;
      return [
        [postExternalId, unknown("channel", postExternalId, { kind: "post", postExternalId })] as const,
        ...(parentExternalId && parentExternalId !== postExternalId
          ? [
              [
                parentExternalId,
                unknown("channel", parentExternalId, { kind: "comment", postExternalId }),
              ] as const,
            ]
          : []),
        ...(externalId === postExternalId
          ? []
          : [[externalId, unknown("channel", externalId, { kind, postExternalId })] as const]),
      ];
    }),
  );
  const tree = new Tree("channel", here.channelExternalId, [...rows.values()]);
  tree.grow(told);
  return tree;
}

const whose = (tree: Tree, id: string) => tree.find(commentId(id))?.contactExternalId ?? null;

describe("whose conversation", () => {
  const top = comment({ ...here, comment: "1" });
  const reply = comment({ ...here, comment: "2", to: "1", by: TOM, at: minutesAfterNoon(2) });

  test("a comment on the Page's wall is its author's, also below a visitor's post or an unknown one", () => {
    expect(whose(grown(top), "1")).toBe(MARIA.id);
    expect(whose(grown(top, post({ ...here, by: TOM })), "1")).toBe(MARIA.id);
  });

  test("an answer to somebody else is nobody's", () => {
    expect(whose(grown(top, reply), "2")).toBeNull();
  });

  test("an answer in one's own exchange, or below one's own post, is one's own", () => {
    const own = comment({ ...here, comment: "3", to: "1", at: minutesAfterNoon(3) });
    expect(whose(grown(top, reply, own), "3")).toBe(MARIA.id);
    expect(whose(grown(top, reply, post({ ...here, by: TOM })), "2")).toBe(TOM.id);
  });

  test("after the Page has spoken in an exchange, what people say there is theirs; before, it is not", () => {
    const answer = comment({ ...here, comment: "3", to: "1", ...byPage, at: minutesAfterNoon(3) });
    const later = comment({ ...here, comment: "4", to: "1", by: TOM, at: minutesAfterNoon(4) });
    const tree = grown(later, reply, answer, top);

    expect([whose(tree, "2"), whose(tree, "3"), whose(tree, "4")]).toEqual([null, MARIA.id, TOM.id]);
  });

  test("an answer to the Page is one's own, and so is what the Page answers", () => {
    const ask = comment({ ...here, comment: "1", ...byPage });
    expect(whose(grown(ask, comment({ ...here, comment: "2", to: "1", by: TOM })), "2")).toBe(TOM.id);

    const answer = comment({ ...here, comment: "3", to: "2", ...byPage, at: minutesAfterNoon(3) });
    const tree = grown(top, reply, answer);
    expect([whose(tree, "2"), whose(tree, "3")]).toEqual([TOM.id, TOM.id]);
  });

  test("what the Page adds to its own answer goes to the person above", () => {
    const answer = comment({ ...here, comment: "3", to: "1", ...byPage });
    const more = comment({ ...here, comment: "4", to: "3", ...byPage });
    expect(whose(grown(more, answer, top), "4")).toBe(MARIA.id);
  });

  test("nothing is decided from what nobody has told yet", () => {
    expect(whose(grown(reply), "2")).toBeNull();
    const answer = comment({ ...here, comment: "3", to: "2", ...byPage });
    expect(whose(grown(answer), "3")).toBeNull();
  });

  test("what was only read around is nobody's, until it is told, adopted, or answered", () => {
    const read = { ...top, around: true };
    expect(whose(grown(read), "1")).toBeNull();
    expect(whose(grown(read, top), "1")).toBe(MARIA.id);
    expect(whose(grown(read, comment({ ...here, comment: "2", to: "1", ...byPage })), "1")).toBe(MARIA.id);

    const tree = grown(read);
    tree.adopt(commentId("1"));
    tree.settle();
    expect(whose(tree, "1")).toBe(MARIA.id);
  });

  test("a comment that names itself as its parent ends nothing", () => {
    const loop = comment({ ...here, comment: "1", to: "1" });
    expect(() => grown(loop, comment({ ...here, comment: "2", to: "1" }))).not.toThrow();
  });
});

describe("what is told", () => {
  const said = comment({ ...here, comment: "1" });
  const find = (...told: PublicEvent[]) => grown(...told).find(commentId("1"))!;

  test("of the post around a comment", () => {
    const around = { permalinkUrl: "https://example.org/post", published: false, promoted: true };
    const told = comment({ ...here, comment: "1" });
    const ad = grown({ ...told, said: { ...told.said, post: around } } as PublicEvent);
    expect(ad.find(postId(here))).toMatchObject({
      permalinkUrl: "https://example.org/post",
      isPublished: false,
      isPromoted: true,
      saidAt: null,
    });
  });

  test("by reading alone gives way to what a delivery tells, and not the other way round", () => {
    const read = { ...comment({ ...here, comment: "1", text: "Do you deliver? (edited)" }), around: true };
    expect(find(read, said).text).toBe("Do you deliver?");
    expect(find(said, read).text).toBe("Do you deliver?");
  });

  test("within one second: hidden and liked stand, and one of two wordings", () => {
    const hide = commentHiding({ ...here, comment: "1" });
    const unhide = commentHiding({ ...here, comment: "1", hidden: false });
    expect([find(said, hide, unhide).isHidden, find(unhide, hide, said).isHidden]).toEqual([true, true]);

    const [one, other] = ["a", "b"].map((text) => commentEdit({ ...here, comment: "1", text })) as [
      PublicEvent,
      PublicEvent,
    ];
    expect(find(said, one, other).text).toBe(find(other, one, said).text);
  });

  test("of what is gone leaves nothing of it, nor of what is below it", () => {
    const below = comment({ ...here, comment: "2", to: "1", text: "Anybody?" });
    const tree = grown(below, commentRemoval({ ...here, comment: "1", at: minutesAfterNoon(4) }), said);

    expect(tree.all.filter(({ text }) => text)).toEqual([]);
    expect(tree.find(commentId("2"))?.removedAt).toEqual(minutesAfterNoon(4));
  });

  test("changes nothing when it is told again", () => {
    const told = [said, commentEdit({ ...here, comment: "1", text: "Beans?", at: minutesAfterNoon(1) })];
    const tree = new Tree("channel", here.channelExternalId, grown(...told).all);
    tree.grow(told);
    expect(tree.changed).toEqual([]);
  });

  test("of reactions waits until it is known whom they concern, and is let go then", () => {
    const answer = comment({ ...here, comment: "2", to: "1", ...byPage });
    const liking = { comment: "2", at: minutesAfterNoon(1) };
    const early = grown(
      commentReaction({ ...here, ...liking }),
      commentReaction({ ...here, ...liking, by: TOM }),
    );
    expect(Object.keys(early.find(commentId("2"))!.earlyReactions)).toEqual([MARIA.id, TOM.id]);

    const tree = grown(
      commentReaction({ ...here, ...liking }),
      commentReaction({ ...here, ...liking, by: TOM }),
      said,
      answer,
    );
    expect(tree.reactions).toMatchObject([{ contactExternalId: MARIA.id, externalId: commentId("2") }]);
    expect(tree.find(commentId("2"))?.earlyReactions).toEqual({});
  });
});

test("whatever the order and the repetition, the tree is the same", () => {
  const answering = fc.record({
    to: fc.option(fc.nat(9), { nil: null }),
    by: fc.constantFrom(MARIA, TOM, null),
    more: fc.subarray(["edit", "removal", "hiding", "unhiding", "like", "reading"] as const),
  });
  const stories = fc.array(answering, { minLength: 1, maxLength: 10 }).map((all) =>
    all.flatMap(({ to, by, more }, index) => {
      const minute = index * 10;
      const own = { ...here, comment: String(index) };
      const above = to !== null && to < index ? { to: String(to) } : {};
      const said = comment({ ...own, ...above, by, text: `${index}`, at: minutesAfterNoon(minute) });
      const later = (number: number) => ({
        ...own,
        at: minutesAfterNoon(minute + number + more.length / 100),
      });
      const told: Record<(typeof more)[number], PublicEvent> = {
        edit: commentEdit({ ...later(1), text: `${index} anew` }),
        removal: commentRemoval(later(5)),
        hiding: commentHiding(later(2)),
        unhiding: commentHiding({ ...later(3), hidden: false }),
        like: commentReaction({ ...later(4), by: null }),
        reading: { ...said, around: true },
      };
      return [said, ...more.map((kind) => told[kind])];
    }),
  );
  const orders = stories.chain((told) =>
    fc.tuple(fc.constant(told), fc.shuffledSubarray(told, { minLength: told.length }), fc.subarray(told)),
  );

  fc.assert(
    fc.property(orders, ([told, shuffled, repeated]) => {
      expect(shown(grown(...shuffled, ...repeated))).toEqual(shown(grown(...told)));
    }),
    { numRuns: 300 },
  );
});

function shown(tree: Tree) {
  return tree.all
    .map(({ id: _, ...row }) => row)
    .sort((one, other) => (one.externalId < other.externalId ? -1 : 1));
}
