import type { World } from "../world";
import { addComment, addPost } from "./feed";
import type { Author, Post } from "./published";

const HOUR_MS = 3_600_000;

const POST = "1040055501112223_5550001";
const PICTURE = "1040055501112223_5550002";
const AD = "1040055501112223_5550003";
const VISITOR = "1040055501112223_5550004";

/** What stands on the coffee shop's wall, each in fewer hours ago than the one above it; nobody is told of it. */
export function createDemoFeed(world: World, pageId: string, now: number): void {
  if (world.posts.has(POST)) return;
  const ago = (hours: number) => now - hours * HOUR_MS;
  const page: Author = { kind: "page", id: pageId };
  const by = (id: string): Author => ({ kind: "person", id });
  const post = (id: string, hours: number, given: Partial<Post> & Pick<Post, "kind">) =>
    addPost(world, { id, pageId, author: page, createdAt: ago(hours), ...given });
  const comment = (id: string, above: Parameters<typeof addComment>[1], author: Author, hours: number) => {
    return (text: string) => addComment(world, above, { id, author, text, createdAt: ago(hours) });
  };

  const autumn = post(POST, 50, {
    kind: "status",
    text: "Pumpkin latte is back. Who is in for the first one?",
  });
  const maria = comment(
    "5550001_6660001",
    autumn,
    by("maria-solano"),
    49,
  )("Me! Do you deliver to the old town?");
  comment("5550001_6660002", maria, by("tom-becker"), 48)("They do, I had mine at the office yesterday.");
  comment("5550001_6660003", maria, page, 47)("We do, every day until five.");
  comment(
    "5550001_6660004",
    autumn,
    by("pieter-oomen"),
    30,
  )("Your barista is an idiot and so is everyone who buys this.");

  const picture = post(PICTURE, 26, {
    kind: "photo",
    text: "The view from our new terrace this morning.",
    mediaId: "sample-image",
  });
  comment("5550002_6660005", picture, by("nour-abdallah"), 25)("مكان جميل! هل الشرفة مفتوحة يوم الأحد؟");

  const ad = post(AD, 24, {
    kind: "status",
    text: "Two bags of beans for the price of one, this week only.",
    published: false,
    promoted: true,
  });
  const order = comment(
    "5550003_6660006",
    ad,
    by("lena-hoffmann"),
    5,
  )("I ordered on Monday and nothing has arrived.");
  comment("5550003_6660007", order, by("dana-kim"), 4)("Same here. Order 20418.");

  post(VISITOR, 3, {
    kind: "visitor",
    author: by("tom-becker"),
    text: "Left my umbrella at the counter. Did anyone find it?",
  });
}
