import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { png } from "./png";

export interface Sample {
  name: string;
  mime: string;
  bytes: () => Buffer;
}

/** What a person sends when a test names no file: small, real, and the same every time. */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  image: { name: "harbor.png", mime: "image/png", bytes: harbor },
  audio: { name: "voice.wav", mime: "audio/wav", bytes: tone },
  video: {
    name: "clip.mp4",
    mime: "video/mp4",
    bytes: () => readFileSync(new URL("./clip.mp4", import.meta.url)),
  },
  file: { name: "receipt.pdf", mime: "application/pdf", bytes: receipt },
  sticker: { name: "sticker.png", mime: "image/png", bytes: sun },
};

/** A profile picture: five by five squares, mirrored, in a colour of its own. */
export function portrait(id: string): Buffer {
  const hash = createHash("sha256").update(id).digest();
  const ink = [60 + (hash[0]! % 120), 60 + (hash[1]! % 120), 60 + (hash[2]! % 120)] as const;
  return png(120, 120, (x, y) => {
    const column = Math.floor((x - 10) / 20);
    const row = Math.floor((y - 10) / 20);
    const inside = column >= 0 && column < 5 && row >= 0 && row < 5;
    const filled = inside && hash[5 + row * 3 + (column > 2 ? 4 - column : column)]! % 2 === 0;
    return filled ? [...ink, 255] : [236, 238, 242, 255];
  });
}

function harbor(): Buffer {
  return png(480, 320, (x, y) => {
    const sun = Math.hypot(x - 360, y - 90) < 42;
    const wave = y > 200 + Math.sin(x / 24) * 8;
    const sail = x > 120 && x < 200 && y > 100 && y < 196 && x - 120 < (y - 100) * 0.8;
    if (sail) return [250, 250, 252, 255];
    if (wave) return [28, 92 + (y * 80) / 320, 132, 255];
    return sun ? [252, 211, 106, 255] : [246 - y / 8, 200 + y / 10, 180 + y / 6, 255];
  });
}

function sun(): Buffer {
  return png(160, 160, (x, y) => {
    const [dx, dy] = [x - 80, y - 80];
    const distance = Math.hypot(dx, dy);
    const ray = distance < 76 && Math.cos(Math.atan2(dy, dx) * 8) > 0.5;
    const eye = Math.hypot(Math.abs(dx) - 14, dy + 8) < 5;
    const smile = Math.abs(Math.hypot(dx, dy - 4) - 22) < 3 && dy > 10;
    if (eye || smile) return [90, 60, 10, 255];
    return distance < 46 || ray ? [250, 190, 50, 255] : [0, 0, 0, 0];
  });
}

/** Two seconds of a quiet tone, 8 kHz, 8 bit, mono. */
function tone(): Buffer {
  const rate = 8_000;
  const samples = Buffer.from(
    Array.from(
      { length: rate * 2 },
      (_, index) => 128 + Math.round(40 * Math.sin((index / rate) * 440 * 2 * Math.PI)),
    ),
  );
  const header = Buffer.alloc(44);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(36 + samples.length, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

function receipt(): Buffer {
  const text = "BT /F1 24 Tf 60 720 Td (Harbor Coffee - receipt HC-20418) Tj ET";
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let document = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = document.length;
    document += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, "0")} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join("")}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${document.length}\n%%EOF\n`;
  return Buffer.from(document + table + trailer, "latin1");
}
