import { writeFile } from "node:fs/promises";
import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { expect, test } from "vitest";
import { png } from "@/simulator/cdn/png";
import { SAMPLES } from "@/simulator/cdn/samples";
import { judgeFile } from "./judge-file";
import { shownType } from "./media-types";
import { withWorkFile } from "./work-file";

const judged = (bytes: Buffer | string) =>
  withWorkFile(async (file) => {
    await writeFile(file, bytes);
    return judgeFile(file);
  });
const unknown = { contentType: "application/octet-stream", width: null, height: null, thumbnail: null };
const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#0a6e5c" } });

test("a picture has its size, and a small picture of at most 640 pixels", async () => {
  const { thumbnail, ...rest } = await judged(await plain(2000, 1000).jpeg().toBuffer());
  expect(rest).toEqual({ contentType: "image/jpeg", width: 2000, height: 1000 });
  expect(await sharp(thumbnail!).metadata()).toMatchObject({ format: "webp", width: 640, height: 320 });
});

test("a small picture stays as small as it is", async () => {
  const { thumbnail } = await judged(await plain(40, 30).webp().toBuffer());
  expect(await sharp(thumbnail!).metadata()).toMatchObject({ width: 40, height: 30 });
});

test("a photograph stands upright, as it was held", async () => {
  const sideways = await plain(400, 200).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const { width, height, thumbnail } = await judged(sideways);
  expect({ width, height }).toEqual({ width: 200, height: 400 });
  expect(await sharp(thumbnail!).metadata()).toMatchObject({ width: 200, height: 400 });
});

test("the small picture tells nothing of where a photograph was taken", async () => {
  const located = await plain(90, 90)
    .withExif({ IFD3: { GPSLatitude: "52/1 31/1 12/1" } })
    .jpeg()
    .toBuffer();
  const { exif } = await sharp((await judged(located)).thumbnail!).metadata();
  expect(exif).toBeUndefined();
});

test("an animation is still in its small picture", async () => {
  const frames = Buffer.concat(
    ["#f00", "#0f0", "#00f"].map((_, index) => Buffer.alloc(20 * 20 * 3, 80 * index)),
  );
  const raw = { width: 20, height: 60, channels: 3, pageHeight: 20 } as const;
  const moving = await sharp(frames, { raw })
    .gif({ delay: [100, 100, 100] })
    .toBuffer();
  expect((await sharp(moving, { animated: true }).metadata()).pages).toBe(3);

  const { contentType, width, height, thumbnail } = await judged(moving);
  expect({ contentType, width, height }).toEqual({ contentType: "image/gif", width: 20, height: 20 });
  expect((await sharp(thumbnail!, { animated: true }).metadata()).pages ?? 1).toBe(1);
});

test.each([
  ["audio", "audio/wav"],
  ["video", "video/mp4"],
  ["file", "application/pdf"],
])("%s is known by its bytes", async (sample, contentType) => {
  expect(await judged(SAMPLES[sample]!.bytes())).toEqual({ ...unknown, contentType });
});

test("programs for browsers are nothing that is shown", async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  for (const program of ["<!doctype html><script>alert(1)</script>", svg, `<?xml version="1.0"?>${svg}`]) {
    const judgement = await judged(program);
    expect(judgement.thumbnail).toBeNull();
    expect(judgement.contentType).not.toMatch(/^image|html|svg/);
    expect(shownType("image", { ...judgement, thumbnailKey: null })).toBe("file");
  }
});

test("a bomb is not opened: few bytes that unfold to more than a hundred million pixels", async () => {
  const small = png(1, 1, () => [0, 0, 0, 255]);
  const size = Buffer.alloc(8);
  size.writeUInt32BE(40_000, 0);
  size.writeUInt32BE(40_000, 4);
  const header = Buffer.concat([Buffer.from("IHDR"), size, small.subarray(24, 29)]);
  const bomb = Buffer.concat([
    small.subarray(0, 12),
    header,
    crcOf(header),
    chunkOf("IDAT", deflateSync(Buffer.alloc(50_000_000))),
    chunkOf("IEND", Buffer.alloc(0)),
  ]);
  expect(bomb.length).toBeLessThan(100_000);
  expect(await judged(bomb)).toMatchObject({ width: null, height: null, thumbnail: null });
});

test.each([
  ["half a picture", async () => (await plain(800, 800).png().toBuffer()).subarray(0, 500)],
  ["only its first bytes", async () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0])],
  ["nothing", async () => Buffer.alloc(0)],
  ["text", async () => Buffer.from("Dear María, the beans are on their way.")],
])("%s is no picture", async (_name, bytes) => {
  expect(await judged(await bytes())).toMatchObject({ width: null, thumbnail: null });
});

test.each([
  ["image", "image/png", true, "image"],
  ["sticker", "image/png", true, "sticker"],
  ["image", "text/html", false, "file"],
  ["image", "video/mp4", false, "video"],
  ["audio", "video/mp4", false, "audio"],
  ["audio", "audio/mpeg", false, "audio"],
  ["video", "audio/mpeg", false, "audio"],
  ["video", "application/x-msdownload", false, "file"],
  ["file", "image/png", true, "file"],
  ["product", "image/png", true, "product"],
])("what came as %s and is %s is shown as it is", (claimed, contentType, isPicture, expected) => {
  expect(shownType(claimed, { contentType, thumbnailKey: isPicture ? "a" : null })).toBe(expected);
});

function chunkOf(type: string, content: Buffer) {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const named = Buffer.concat([Buffer.from(type), content]);
  return Buffer.concat([length, named, crcOf(named)]);
}

function crcOf(bytes: Buffer) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  const written = Buffer.alloc(4);
  written.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return written;
}
