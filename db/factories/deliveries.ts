import { createHmac, randomUUID } from "node:crypto";
import { env } from "@/lib/env";

/** María, as the Page knows her. */
export const MARIA_PSID = "7300112233445566";

interface Written {
  text?: string;
  mid?: string;
  /** María unless told otherwise. */
  from?: string;
  /** Milliseconds; noon of the day on which the tests play unless told otherwise. */
  at?: number;
}

/** One element of `messaging`: what somebody wrote to a Page. */
export function written(pageId: string, { text = "Do you deliver?", mid, from, at }: Written = {}) {
  return {
    sender: { id: from ?? MARIA_PSID },
    recipient: { id: pageId },
    timestamp: at ?? Date.UTC(2026, 10, 20, 12),
    message: { mid: mid ?? `m_${randomUUID()}`, text },
  };
}

/** A delivery about one Page, with its elements in `messaging` unless another list is named. */
export function delivery(pageId: string, elements: unknown, list = "messaging") {
  return { object: "page", entry: [{ id: pageId, time: Date.UTC(2026, 10, 20, 12), [list]: elements }] };
}

/** JSON as the platform writes it: pure ASCII, with escaped slashes. */
export function onTheWire(body: unknown): string {
  return JSON.stringify(body).replace(/[\u0080-\uffff/]/g, (character) =>
    character === "/" ? "\\/" : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The platform's signature over exactly these bytes; by the installation's own app unless told otherwise. */
export function signature(bytes: string | Buffer, secret = env.FACEBOOK_APP_SECRET ?? "") {
  return `sha256=${createHmac("sha256", secret).update(bytes).digest("hex")}`;
}
