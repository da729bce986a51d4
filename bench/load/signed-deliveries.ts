import { createHmac, randomBytes } from "node:crypto";

export interface Sender {
  psid: string;
  pageId: string;
}

/** A webhook's bytes with the signature that the platform would send along. */
export interface SignedDelivery {
  body: string;
  signature: string;
}

const run = randomBytes(8).toString("hex");
let written = 0;

/** One delivery with one message for each text; about 400 bytes for one. @param now in milliseconds. */
export function signedDelivery(
  secret: string,
  messages: { sender: Sender; text: string }[],
  now = Date.now(),
): SignedDelivery {
  const messaging = messages.map(({ sender, text }, index) => ({
    sender: { id: sender.psid },
    recipient: { id: sender.pageId },
    timestamp: now + index,
    message: { mid: uniqueMid(), text },
  }));
  const entry = [{ id: messages[0]!.sender.pageId, time: now, messaging }];
  const body = JSON.stringify({ object: "page", entry });
  return { body, signature: `sha256=${createHmac("sha256", secret).update(body).digest("hex")}` };
}

/** As long as the platform's own: 100 characters and more. */
function uniqueMid() {
  written += 1;
  return `m_${run}${String(written).padStart(12, "0")}${"AbCdEfGhIjKlMnOpQrStUvWxYz".repeat(3)}`;
}
