import type { Context, Hono } from "hono";
import { z } from "zod";
import { editPublished, likePage, reactInPublic, removePublished } from "../../acts/feed/change";
import { mentionPage, ratePage, writeComment, writeVisitorPost } from "../../acts/feed/say";
import type { Platform } from "../../platform";
import type { Person } from "../../world/entities";
import { postOf } from "../../world/feed/feed";
import { type Comment, type Post, REACTIONS } from "../../world/feed/published";
import { ControlError } from "../control-error";
import { pageById, personById, publishedById } from "../lookups";
import { readBody } from "../read-body";

const said = {
  text: z.string().optional(),
  photo: z.boolean().optional(),
  at: z.iso.datetime({ offset: true }).optional(),
};
const onPage = z.object({ pageId: z.string() });
const postSchema = onPage.extend(said);
const commentSchema = z.object({ pageId: z.string().optional(), to: z.string(), ...said });
const mentionSchema = postSchema.extend({
  inComment: z.boolean().optional(),
  readable: z.boolean().optional(),
});
const ratingSchema = postSchema.extend({ recommendation: z.enum(["positive", "negative"]) });
const editSchema = z.object({ id: z.string(), text: z.string() });
const removalSchema = z.object({ id: z.string() });
const reactionSchema = z.object({ to: z.string(), reaction: z.enum(REACTIONS).nullable() });

/** What people say and do where everybody can see it. */
export function addPersonFeedRoutes(control: Hono, platform: Platform): void {
  const act = <T extends z.ZodType>(
    path: string,
    schema: T,
    perform: (person: Person, given: z.infer<T>) => object,
  ) =>
    control.post(`/people/:id/${path}`, async (c: Context) => {
      const person = personById(platform, c.req.param("id") ?? "");
      return c.json(perform(person, await readBody(c, schema)));
    });

  act("posts", postSchema, (person, { pageId, ...given }) =>
    idOf(writeVisitorPost(platform, pageById(platform, pageId), person, wordsOf(platform, given))),
  );

  act("comments", commentSchema, (person, { to, ...given }) => {
    const words = wordsOf(platform, given);
    return idOf(writeComment(platform, authorOf(person), publishedById(platform, to), words));
  });

  act("mentions", mentionSchema, (person, { pageId, inComment, readable, ...given }) => {
    const mention = mentionPage(platform, pageById(platform, pageId), person, {
      ...wordsOf(platform, given),
      ...(inComment === undefined ? {} : { inComment }),
      ...(readable === undefined ? {} : { readable }),
    });
    return { id: mention.id, postId: postOf(platform.world, mention).id };
  });

  act("ratings", ratingSchema, (person, { pageId, recommendation, ...given }) => {
    const words = { ...wordsOf(platform, given), recommendation };
    return idOf(ratePage(platform, pageById(platform, pageId), person, words));
  });

  act("public-edits", editSchema, (person, { id, text }) => {
    editPublished(platform, ownOf(platform, person, id), text);
    return {};
  });

  act("public-removals", removalSchema, (person, { id }) => {
    removePublished(platform, ownOf(platform, person, id));
    return {};
  });

  act("public-reactions", reactionSchema, (person, { to, reaction }) => {
    reactInPublic(platform, publishedById(platform, to), person, reaction);
    return {};
  });

  act("page-likes", onPage, (person, { pageId }) => {
    likePage(platform, pageById(platform, pageId), person);
    return {};
  });
}

/** Something that this person said and that still stands. */
export function ownOf(platform: Platform, person: Person, id: string): Post | Comment {
  const published = publishedById(platform, id);
  const { author } = published;
  if (author.kind !== "person" || author.id !== person.id)
    throw new ControlError("People change only what they said themselves.");
  return published;
}

export function authorOf({ id }: Person) {
  return { kind: "person" as const, id };
}

interface Said {
  text?: string | undefined;
  photo?: boolean | undefined;
  at?: string | undefined;
}

export function wordsOf({ media }: Platform, { text, photo, at }: Said) {
  if (!text && !photo) throw new ControlError("Nothing is said: give a text or a photo.");
  return {
    text,
    mediaId: photo ? media.sample("image") : undefined,
    at: at === undefined ? undefined : Date.parse(at),
  };
}

function idOf({ id }: Post | Comment): object {
  return { id };
}
