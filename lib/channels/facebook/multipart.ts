import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";

/** A form with one file, streamed: its length is known beforehand, so that nobody has to guess where it ends. */
export interface Multipart {
  contentType: string;
  /** Bytes of the whole body. */
  length: number;
  body: ReadableStream<Uint8Array>;
}

interface FormFile {
  field: string;
  name: string;
  contentType: string;
  /** Bytes; the body must yield just as many. */
  size: number;
  body: Readable;
}

export function multipart(fields: Record<string, string>, file: FormFile): Multipart {
  const boundary = `pagedesk-${randomUUID()}`;
  const head = Buffer.from(
    Object.entries(fields)
      .map(([name, value]) => part(boundary, `name="${escaped(name)}"`, value))
      .join("") +
      `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(file.field)}"; ` +
      `filename="${escaped(file.name)}"\r\nContent-Type: ${file.contentType}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);

  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    length: head.length + file.size + tail.length,
    body: Readable.toWeb(Readable.from(inOrder(head, file.body, tail))) as ReadableStream<Uint8Array>,
  };
}

async function* inOrder(head: Buffer, body: Readable, tail: Buffer) {
  yield head;
  yield* body;
  yield tail;
}

function part(boundary: string, disposition: string, value: string) {
  return `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${value}\r\n`;
}

/** As browsers write names in forms: a file's name can end neither its quotes nor its line. */
function escaped(name: string) {
  return name.replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll('"', "%22");
}
