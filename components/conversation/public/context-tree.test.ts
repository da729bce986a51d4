import { describe, expect, test } from "vitest";
import { aPost, aPublication, uuid } from "@/components/realtime/testing-shapes";
import type { Publication } from "@/lib/conversations/publications/shapes";
import { contextAround, nestComments } from "./context-tree";
import type { PostComments } from "./post-comments-state";

const ours = uuid(900);
const under = (number: number, change: Partial<Publication> = {}) =>
  aPublication(number, { parentId: uuid(1), ...change });
const mine = (number: number, change: Partial<Publication> = {}) =>
  under(number, { conversationId: ours, messageId: uuid(number + 500), ...change });
const list = (comments: Publication[], change: Partial<PostComments> = {}): PostComments => ({
  post: aPost(),
  comments,
  older: null,
  newer: null,
  ...change,
});
const numbers = (shown: { publication: Publication }[]) =>
  shown.map(({ publication }) => Number(publication.id.slice(-12)));

describe("what others said around a comment", () => {
  const opener = aPublication(1);
  const comments = [opener, under(2), mine(3), under(4), mine(5), under(6), aPublication(7)];

  test("stands between the messages of the conversation, each in one place", () => {
    const around = (number: number) => contextAround(list(comments), uuid(number), ours);

    expect([numbers(around(3).before), numbers(around(3).after)]).toEqual([[1, 2], [4]]);
    expect([numbers(around(5).before), numbers(around(5).after)]).toEqual([[], [6]]);
  });

  test("leaves other comment threads under the post alone", () => {
    expect(numbers(contextAround(list(comments), uuid(5), ours).after)).not.toContain(7);
  });

  test("is three on either side, what all of them answer among them, and the number of the rest", () => {
    const many = [
      opener,
      under(2),
      under(3),
      under(4),
      under(5),
      mine(6),
      ...[7, 8, 9, 10, 11].map((n) => under(n)),
    ];
    const around = contextAround(list(many), uuid(6), ours);

    expect([numbers(around.before), around.moreBefore]).toEqual([[1, 4, 5], 2]);
    expect([numbers(around.after), around.moreAfter]).toEqual([[7, 8, 9], 2]);
  });

  test("under a visitor's post is everything said there", () => {
    const post = aPost({ byPage: false });
    const said = [aPublication(2), aPublication(3, { parentId: uuid(2) }), mine(4, { parentId: null })];

    expect(numbers(contextAround(list(said, { post }), post.id, ours).after)).toEqual([2, 3]);
    expect(contextAround(list(said, { post }), uuid(4), ours).after).toEqual([]);
  });

  test("is nothing while the comment itself isn't among what was read", () => {
    expect(contextAround(list([opener]), uuid(70), ours).before).toEqual([]);
  });

  test("never stands above what it answers, though both were said within one second", () => {
    const same = { saidAt: aPublication(1).saidAt };
    const comments = [aPublication(2, { ...same, parentId: uuid(3) }), mine(3, { ...same, parentId: null })];
    const around = contextAround(list(comments), uuid(3), ours);

    expect([numbers(around.before), numbers(around.after)]).toEqual([[], [2]]);
  });

  test("is indented by what it answers", () => {
    const deep = [opener, under(2), mine(3), aPublication(4, { parentId: uuid(3) })];
    expect(contextAround(list(deep), uuid(3), ours)).toMatchObject({
      before: [{ depth: 0 }, { depth: 1 }],
      after: [{ depth: 2 }],
    });
  });
});

describe("all comments of a post", () => {
  test("stand below what they answer, and in order where that isn't loaded", () => {
    const comments = [aPublication(1), aPublication(2), under(3), aPublication(4, { parentId: uuid(99) })];
    expect(nestComments(comments).map(({ publication, depth }) => [publication.id, depth])).toEqual([
      [uuid(1), 0],
      [uuid(3), 1],
      [uuid(2), 0],
      [uuid(4), 0],
    ]);
  });
});
