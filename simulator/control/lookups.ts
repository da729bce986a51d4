import type { Platform } from "../platform";
import type { App, Message, Page, Person, User } from "../world/entities";
import { findPublished, isGone } from "../world/feed/feed";
import type { Comment, Post } from "../world/feed/published";
import { ControlError } from "./control-error";

export const appById = (platform: Platform, id: string): App => found(platform.world.apps.get(id), "app", id);
export const userById = (platform: Platform, id: string): User =>
  found(platform.world.users.get(id), "user", id);
export const pageById = (platform: Platform, id: string): Page =>
  found(platform.world.pages.get(id), "Page", id);
export const personById = (platform: Platform, id: string): Person =>
  found(platform.world.people.get(id), "person", id);
export const messageById = (platform: Platform, mid: string): Message =>
  found(platform.world.messages.get(mid), "message", mid);

/** A post or comment that still stands. */
export function publishedById(platform: Platform, id: string): Post | Comment {
  const published = found(findPublished(platform.world, id) ?? undefined, "post or comment", id);
  if (isGone(platform.world, published)) throw new ControlError(`${id} was removed.`);
  return published;
}

function found<T>(entity: T | undefined, kind: string, id: string): T {
  if (entity === undefined) throw new ControlError(`There is no ${kind} ${id}.`, 404);
  return entity;
}
