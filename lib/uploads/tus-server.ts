import path from "node:path";
import { FileStore } from "@tus/file-store";
import { S3Store } from "@tus/s3-store";
import { type DataStore, MemoryLocker, Server } from "@tus/server";
import { env } from "@/lib/env";

/** Where parts lie until all of them are there: in the bucket when there is one, else in DATA_DIR. */
const FOLDER = "uploads/";
const ROUTE = "/api/uploads";

// Next may load this module more than once in a process; an upload has one lock all the same.
const shared = globalThis as typeof globalThis & { pagedeskUploads?: { store: DataStore; server: Server } };

/** The protocol of resumable uploads, tus 1.0. Who may do what is decided before it is asked. */
export function tus() {
  shared.pagedeskUploads ??= create();
  return shared.pagedeskUploads;
}

/** The name of an upload in the store. */
export function storeName(uploadId: string) {
  return FOLDER + uploadId;
}

/** Hands a new upload its id: the server names uploads when it is asked, by the header that we set. */
export const UPLOAD_ID_HEADER = "x-pagedesk-upload-id";

function create() {
  const store = env.S3_BUCKET
    ? bucket(env.S3_BUCKET)
    : new FileStore({ directory: path.resolve(env.DATA_DIR) });
  const server = new Server({
    path: ROUTE,
    datastore: store,
    locker: new MemoryLocker(),
    maxSize: env.UPLOAD_LIMIT * 1024 * 1024,
    namingFunction: (request) => storeName(request.headers.get(UPLOAD_ID_HEADER)!),
    generateUrl: (_request, { id }) => `${ROUTE}/${id.slice(FOLDER.length)}`,
    getFileIdFromRequest: (_request, last) => last && storeName(last),
  });
  return { store, server };
}

function bucket(name: string) {
  const { S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_FORCE_PATH_STYLE } = env;
  const credentials = S3_ACCESS_KEY_ID &&
    S3_SECRET_ACCESS_KEY && { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY };
  return new S3Store({
    useTags: false, // many servers that speak S3 know none
    s3ClientConfig: {
      bucket: name,
      endpoint: S3_ENDPOINT,
      region: S3_REGION,
      forcePathStyle: S3_FORCE_PATH_STYLE,
      ...(credentials && { credentials }),
    },
  });
}
