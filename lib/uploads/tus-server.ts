import { MemoryLocker, Server } from "@tus/server";
import { env } from "@/lib/env";
import { PartStore } from "./part-store";
import { MEGABYTE } from "./upload-limits";

/** Hands a new upload its id: the server names uploads when it is asked, by the header that we set. */
export const UPLOAD_ID_HEADER = "x-pagedesk-upload-id";

// Next may load this module more than once in a process; an upload has one lock all the same.
const shared = globalThis as typeof globalThis & { pagedeskUploads?: { store: PartStore; server: Server } };

/** The protocol of resumable uploads, tus 1.0. Who may do what is decided before it is asked. */
export function tus() {
  shared.pagedeskUploads ??= create();
  return shared.pagedeskUploads;
}

function create() {
  const store = new PartStore();
  const server = new Server({
    path: "/api/uploads",
    relativeLocation: true,
    datastore: store,
    locker: new MemoryLocker(),
    maxSize: env.UPLOAD_LIMIT * MEGABYTE,
    namingFunction: (request) => request.headers.get(UPLOAD_ID_HEADER)!,
  });
  return { store, server };
}
