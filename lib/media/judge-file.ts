import { fileTypeFromFile } from "file-type";
import sharp from "sharp";

export interface Judgement {
  /** By the file's own bytes; `application/octet-stream` for what nothing is known of. */
  contentType: string;
  /** Pixels as shown, for what can be shown as an image; else null. */
  width: number | null;
  height: number | null;
  /** A small still picture in WebP, for what can be shown as an image. */
  thumbnail: Buffer | null;
}

const UNKNOWN = "application/octet-stream";
const THUMBNAIL_PIXELS = 640;
/** A picture that unfolds to more is not opened: it would take the machine's memory, and a browser's. */
const MOST_PIXELS = 100_000_000;
const SECONDS = 20;

/** What browsers show and sharp opens. SVG is no picture here: it is a program. */
const shownImages = new Set([
  "image/jpeg",
  "image/png",
  "image/apng",
  "image/gif",
  "image/webp",
  "image/avif",
]);

sharp.cache(false);
sharp.concurrency(1);

/** What a file is, judged by its content; never by what its sender says. */
export async function judgeFile(file: string): Promise<Judgement> {
  const found = await fileTypeFromFile(file).catch(() => undefined);
  const contentType = found?.mime ?? UNKNOWN;
  const picture = shownImages.has(contentType) ? await lookAt(file) : null;
  return { contentType, width: null, height: null, thumbnail: null, ...picture };
}

/** Null for what only looks like a picture: broken, or a bomb. */
async function lookAt(file: string): Promise<Pick<Judgement, "width" | "height" | "thumbnail"> | null> {
  const opened = () =>
    sharp(file, { limitInputPixels: MOST_PIXELS, failOn: "error", sequentialRead: true }).timeout({
      seconds: SECONDS,
    });
  try {
    // The photograph's own orientation is applied, and the first frame of an animation stands for all.
    const { autoOrient } = await opened().metadata();
    const thumbnail = await opened()
      .autoOrient()
      .resize(THUMBNAIL_PIXELS, THUMBNAIL_PIXELS, { fit: "inside", withoutEnlargement: true })
      .webp({ quality: 80 })
      .toBuffer();
    return { width: autoOrient.width, height: autoOrient.height, thumbnail };
  } catch {
    return null;
  }
}
