import { describe, expect, test } from "vitest";
import { feedValue, later, maria, openEntry, page, said } from "./webhook-samples";

const post = `${page}_5550001`;
const comment = "5550001_6660001";
const entryTime = 1763202000;

function open(value: object, field = "feed") {
  return openEntry({ time: entryTime, changes: [{ field, value }] });
}

/** The one public event that a change becomes. */
function openOne(value: object, field = "feed") {
  const { publicEvents, events, setAside } = open(value, field);
  expect([publicEvents.length, events.length, setAside.length]).toEqual([1, 0, 0]);
  return publicEvents[0]!;
}

const reasons = (value: object, field = "feed") => open(value, field).setAside.map(({ reason }) => reason);

describe("a comment", () => {
  test("is said by its author, at its own moment, where it stands", () => {
    expect(openOne(feedValue())).toMatchObject({
      type: "said",
      channelExternalId: page,
      externalId: comment,
      at: new Date(1763201998000),
      said: {
        kind: "comment",
        postExternalId: post,
        parentExternalId: post,
        authorExternalId: maria,
        authorName: "Ada Sim",
        text: "Do you deliver?",
        rating: null,
        files: [],
        permalinkUrl: expect.stringContaining("comment_id=6660001"),
        elsewhere: false,
        post: { published: true, promoted: false, permalinkUrl: expect.stringContaining("story_fbid") },
      },
      raw: { field: "feed", value: feedValue() },
    });
  });

  test("answers a comment", () => {
    expect(openOne(feedValue({ parent_id: "5550001_6650000" })).said.parentExternalId).toBe(
      "5550001_6650000",
    );
  });

  test("with the picture of its post as its parent stands below the post", () => {
    expect(openOne(feedValue({ parent_id: `${page}_777` })).said.parentExternalId).toBe(post);
  });

  test("with a picture or a video, and without words", () => {
    const { message: _, ...wordless } = feedValue();

    expect(openOne({ ...wordless, photo: "https://cdn.sim/mug.jpg" }).said).toMatchObject({
      text: null,
      files: [{ type: "image", url: "https://cdn.sim/mug.jpg" }],
    });
    expect(openOne({ ...wordless, video: "https://cdn.sim/mug.mp4" }).said.files).toEqual([
      { type: "video", url: "https://cdn.sim/mug.mp4" },
    ]);
    expect(openOne({ ...wordless, photo: "javascript:alert(1)" }).said.files).toEqual([]);
  });

  test("on an ad that nobody sees on the Page", () => {
    const ad = { id: post, is_published: false, promotion_status: "active" };

    expect(openOne(feedValue({ post: ad })).said.post).toEqual({
      permalinkUrl: null,
      published: false,
      promoted: true,
    });
  });

  test("by somebody whom the app may not see, and in the older words for its author", () => {
    const { from: _, ...unsigned } = feedValue();

    expect(openOne(unsigned).said).toMatchObject({ authorExternalId: null, authorName: null });
    expect(openOne({ ...unsigned, sender_id: 7300112233445566, sender_name: "Ada Sim" }).said).toMatchObject({
      authorExternalId: maria,
      authorName: "Ada Sim",
    });
  });

  test("without its post is below the one that its id names", () => {
    const { post_id: _, parent_id: __, ...bare } = feedValue();
    expect(openOne(bare).said).toMatchObject({ postExternalId: post, parentExternalId: null });
  });

  test.each(["edited", "edit", "update"])("%s: by its own moment, else by the entry's", (verb) => {
    const dated = { verb, message: "Do you deliver beans?", edited_time: 1763201999 };

    expect(openOne(feedValue(dated))).toMatchObject({
      type: "said_anew",
      at: new Date(1763201999000),
      said: { text: "Do you deliver beans?", files: [] },
    });
    const { edited_time: _, ...undated } = dated;
    expect(openOne(feedValue(undated)).at).toEqual(new Date(entryTime * 1000));
  });

  test("an edit without words or files tells of none", () => {
    const { said } = openOne(feedValue({ verb: "edited", message: undefined }));
    expect("text" in said || "files" in said).toBe(false);
  });

  test.each(["remove", "delete"])("%s: whoever did it is not its author", (verb) => {
    const { message: _, ...removed } = feedValue({ verb });

    const event = openOne({ ...removed, from: { id: page, name: "Harbor Coffee" } });
    expect(event).toMatchObject({ type: "removed", externalId: comment, at: new Date(entryTime * 1000) });
    expect(event.said).not.toHaveProperty("authorExternalId");
  });

  test.each([
    ["hide", true],
    ["unhide", false],
  ])("%s: at its own moment, without an author", (verb, hidden) => {
    const event = openOne(
      feedValue({ verb, created_time: 1763202500, from: { id: page, name: "Harbor Coffee" } }),
    );

    expect(event).toMatchObject({ type: "hidden", hidden, at: new Date(1763202500000) });
    expect(event.said).not.toHaveProperty("authorExternalId");
  });
});

describe("a post", () => {
  const status = { item: "status", post_id: post, created_time: 1763201000, verb: "add", published: 1 };
  const byPage = { ...status, from: { id: page, name: "Harbor Coffee" }, message: "Autumn roast" };

  test.each(["status", "photo", "video", "share", "post", "link", "album"])("of the kind %s", (item) => {
    expect(openOne({ ...byPage, item })).toMatchObject({
      type: "said",
      externalId: post,
      said: { kind: "post", postExternalId: post, parentExternalId: null, authorExternalId: page },
    });
  });

  test("shows what its item says", () => {
    const link = "https://cdn.sim/1";
    const filesOf = (item: string, more = {}) => openOne({ ...byPage, item, link, ...more }).said.files;

    expect(filesOf("photo")).toEqual([{ type: "image", url: link }]);
    expect(filesOf("video")).toEqual([{ type: "video", url: link }]);
    expect(filesOf("share")).toEqual([{ type: "link", url: link }]);
    expect(filesOf("status", { photos: [link, "https://cdn.sim/2"] })).toHaveLength(2);
  });

  test.each([
    [0, false],
    [1, true],
    ["0", false],
    [true, true],
  ])("published: %j", (published, expected) => {
    expect(openOne({ ...byPage, published }).said.post?.published).toBe(expected);
  });

  test("by a visitor, and removed", () => {
    const visitor = {
      ...status,
      item: "post",
      from: { id: maria, name: "Ada Sim" },
      message: "My mug broke",
    };
    expect(openOne(visitor).said).toMatchObject({ kind: "post", authorExternalId: maria });
    expect(
      openOne({ item: "post", verb: "remove", post_id: post, recipient_id: page, created_time: entryTime }),
    ).toMatchObject({ type: "removed", externalId: post, said: { kind: "post" } });
  });

  test("in the trash counts as edited, as the platform says", () => {
    expect(openOne({ ...byPage, verb: "edited" })).toMatchObject({
      type: "said_anew",
      said: { text: "Autumn roast" },
    });
  });
});

describe("a reaction", () => {
  const reaction = { item: "reaction", post_id: post, parent_id: post, from: { id: maria, name: "Ada Sim" } };

  test.each([
    ["like", "👍"],
    ["love", "❤️"],
    ["anger", "😡"],
    ["care", "🤗"],
    ["new_in_2027", "👍"],
  ])("%s to a comment", (reaction_type, emoji) => {
    const value = { ...reaction, comment_id: comment, reaction_type, verb: "add", created_time: 1763201998 };
    expect(openOne(value)).toMatchObject({
      type: "reacted",
      externalId: comment,
      byExternalId: maria,
      emoji,
      removed: false,
      said: { kind: "comment", postExternalId: post },
    });
  });

  test("to a post, taken back, or changed", () => {
    expect(openOne({ ...reaction, verb: "remove" })).toMatchObject({
      externalId: post,
      removed: true,
      said: { kind: "post" },
    });
    expect(openOne({ ...reaction, verb: "edit" })).toMatchObject({ removed: false });
  });

  test("to the Page itself is a notice to the Page", () => {
    expect(reasons({ item: "like", verb: "add", from: { id: maria } })).toEqual(["page_notice"]);
  });
});

describe("a mention", () => {
  test("on somebody else's wall", () => {
    const value = { item: "post", verb: "add", post_id: "999_1", message: "@Harbor", sender_id: maria };

    expect(openOne(value, "mention")).toMatchObject({
      type: "said",
      externalId: "999_1",
      at: new Date(entryTime * 1000),
      said: { kind: "post", elsewhere: true, mention: true, authorExternalId: maria },
    });
    expect(openOne({ ...value, item: "comment", comment_id: "1_2" }, "mention")).toMatchObject({
      externalId: "1_2",
      said: { kind: "comment", postExternalId: "999_1", elsewhere: true },
    });
  });

  test("on the Page's own wall stands there", () => {
    expect(openOne(feedValue(), "mention").said).toMatchObject({ elsewhere: false, mention: true });
  });
});

describe("a rating", () => {
  const rating = {
    item: "rating",
    verb: "add",
    open_graph_story_id: "story-1",
    reviewer_id: maria,
    reviewer_name: "Ada Sim",
    review_text: "Cold coffee",
    recommendation_type: "NEGATIVE",
    created_time: 1763201998,
  };

  test("recommends or does not, or counts the stars of old", () => {
    expect(openOne(rating, "ratings")).toMatchObject({
      type: "said",
      externalId: "story-1",
      said: {
        kind: "rating",
        postExternalId: "story-1",
        rating: "negative",
        text: "Cold coffee",
        authorName: "Ada Sim",
      },
    });
    const { recommendation_type: _, ...stars } = rating;
    expect(openOne({ ...stars, rating: 4 }, "ratings").said.rating).toBe("4");
  });

  test("without a story is its reviewer's one", () => {
    const { open_graph_story_id: _, ...bare } = rating;
    const first = openOne(bare, "ratings");

    expect(first.externalId).toMatch(/^rating:/);
    expect(openOne({ ...bare, verb: "edit", review_text: "Hot now" }, "ratings").externalId).toBe(
      first.externalId,
    );
  });

  test("that is commented on is a post", () => {
    const value = {
      ...feedValue(),
      post_id: undefined,
      parent_id: "story-1",
      open_graph_story_id: "story-1",
    };
    expect(openOne(value, "ratings").said).toMatchObject({
      kind: "comment",
      postExternalId: "story-1",
      parentExternalId: "story-1",
    });
  });
});

describe("set aside", () => {
  test("what names a comment or a post in a way that we do not know", () => {
    expect(reasons(feedValue({ verb: "levitate" }))).toEqual(["not_supported"]);
    expect(reasons(feedValue({ item: "hologram" }))).toEqual(["not_supported"]);
    expect(reasons({ item: "hologram", verb: "add", post_id: post }, "mention")).toEqual(["not_supported"]);
  });

  test("what cannot be told from anything else", () => {
    expect(reasons({ item: "comment", verb: "add" })).toEqual(["malformed"]);
    expect(reasons({ item: "status", verb: "add" })).toEqual(["malformed"]);
    expect(reasons({ item: "rating", verb: "add" }, "ratings")).toEqual(["malformed"]);
    expect(openEntry({ changes: [{ field: "feed" }] }).setAside).toMatchObject([{ reason: "malformed" }]);
  });
});

test("an element of a thread that comes as a change is not public", () => {
  const { events } = open({ ...said, message: { mid: "m_1", text: "hi" } });
  expect(events).toHaveLength(1);
});

test("what carries no moment is dated by its delivery", () => {
  const { publicEvents } = openEntry({
    time: undefined,
    changes: [{ field: "feed", value: feedValue({ created_time: "soon" }) }],
  });
  expect(publicEvents[0]?.at).toEqual(later);
});
