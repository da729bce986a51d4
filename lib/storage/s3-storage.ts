import { Readable, Transform } from "node:stream";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { AppError } from "@/lib/errors";
import type { ByteRange, Storage } from "./storage";
import { checkedKey } from "./storage-key";

export interface S3Options {
  bucket: string;
  /** Absent for Amazon itself. */
  endpoint: string | undefined;
  region: string;
  /** Absent: the machine's own role or profile is used. */
  accessKeyId: string | undefined;
  secretAccessKey: string | undefined;
  /** `https://host/bucket/key` rather than `https://bucket.host/key`; most servers that are not Amazon's need it. */
  forcePathStyle: boolean;
}

const FOLDER = "attachments/";
/** The smallest part that S3 takes; one of them at a time is what a write holds in memory. */
const PART_BYTES = 5 * 1024 * 1024;

/** Files in a bucket, under `attachments/`. */
export function s3Storage(options: S3Options): Storage {
  const client = s3Client(options);
  const at = (key: string) => ({ Bucket: options.bucket, Key: FOLDER + checkedKey(key) });

  return {
    async put(key, body, { contentType, size }) {
      const counted = counting(size);
      const source = Buffer.isBuffer(body) ? Readable.from([body]) : body;
      source.once("error", (cause) => counted.destroy(cause));
      source.pipe(counted);
      await new Upload({
        client,
        params: { ...at(key), Body: counted, ContentType: contentType },
        partSize: PART_BYTES,
        queueSize: 1,
      }).done();
      return { size: counted.bytes };
    },
    async read(key, range) {
      const answer = await client
        .send(new GetObjectCommand({ ...at(key), Range: rangeHeader(range) }))
        .catch((cause) => {
          throw readFailure(cause);
        });
      return { body: answer.Body as Readable, size: wholeSize(answer.ContentRange, answer.ContentLength) };
    },
    async size(key) {
      const answer = await client.send(new HeadObjectCommand(at(key))).catch(unlessMissing);
      return answer?.ContentLength ?? null;
    },
    async delete(key) {
      await client.send(new DeleteObjectCommand(at(key))).catch(unlessMissing);
    },
    async *list() {
      for await (const page of paginateListObjectsV2(
        { client },
        { Bucket: options.bucket, Prefix: FOLDER },
      )) {
        for (const { Key, LastModified } of page.Contents ?? []) {
          if (Key && LastModified) yield { key: Key.slice(FOLDER.length), modifiedAt: LastModified };
        }
      }
    },
  };
}

/** Checksums beyond what the protocol needs are left out: many servers that speak it do not know them. */
export function s3Client({ endpoint, region, accessKeyId, secretAccessKey, forcePathStyle }: S3Options) {
  return new S3Client({
    region,
    forcePathStyle,
    ...(endpoint && { endpoint }),
    ...(accessKeyId && secretAccessKey && { credentials: { accessKeyId, secretAccessKey } }),
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    // Nobody waits for a bucket that is away; and a film that somebody paused gives its connection back.
    requestHandler: { connectionTimeout: 5_000, socketTimeout: 60_000 },
  });
}

/** Counts what passes, and breaks the upload off before its end when the size is not the one that was announced. */
function counting(expected: number | undefined) {
  const counted = Object.assign(
    new Transform({
      transform(chunk: Buffer, _encoding, done) {
        counted.bytes += chunk.length;
        done(null, chunk);
      },
      flush(done) {
        const isAsTold = expected === undefined || expected === counted.bytes;
        done(isAsTold ? null : new Error(`Expected ${expected} bytes, got ${counted.bytes}.`));
      },
    }),
    { bytes: 0 },
  );
  return counted;
}

function rangeHeader(range: ByteRange | undefined) {
  return range && `bytes=${range.start}-${range.end}`;
}

/** `bytes 0-9/120` tells the whole, the length only what was asked for. */
function wholeSize(contentRange: string | undefined, contentLength: number | undefined) {
  return Number(contentRange?.split("/")[1] ?? contentLength ?? 0);
}

function statusOf(cause: unknown) {
  return cause instanceof S3ServiceException ? cause.$metadata.httpStatusCode : undefined;
}

function readFailure(cause: unknown) {
  if (statusOf(cause) === 404) return new AppError("not_found", "This file is no longer stored.", { cause });
  if (statusOf(cause) === 416) return new RangeError("The file is shorter.", { cause });
  return cause;
}

function unlessMissing(cause: unknown): null {
  if (statusOf(cause) === 404) return null;
  throw cause;
}
