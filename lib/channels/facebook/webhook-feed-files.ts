import type { PublishedFile } from "@/db/schema/publications";
import { type Fields, listOf, webAddressOf } from "./webhook-values";

/** What a post shows under `link` is what its item says; of a comment, and of several pictures, each has its own name. */
export function filesOf(value: Fields, item: string): PublishedFile[] {
  const found: PublishedFile[] = [
    ...[value.photo, ...listOf(value.photos)].flatMap((url) => file("image", url)),
    ...file("video", value.video),
    ...file(typeOfLink(item), value.link),
  ];
  return [...new Map(found.map((one) => [one.url, one])).values()];
}

function typeOfLink(item: string): PublishedFile["type"] {
  if (item === "photo" || item === "picture") return "image";
  return item === "video" ? "video" : "link";
}

function file(type: PublishedFile["type"], address: unknown): PublishedFile[] {
  const url = webAddressOf(address);
  return url ? [{ type, url }] : [];
}
