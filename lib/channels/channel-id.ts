import { z } from "zod";
import { AppError } from "@/lib/errors";

/** An id out of an address; one that can't be ours names nothing that exists. @throws AppError `not_found`. */
export function channelIdOf({ channelId }: { channelId: string }): string {
  if (!z.uuid().safeParse(channelId).success)
    throw new AppError("not_found", "This channel no longer exists.");
  return channelId;
}
