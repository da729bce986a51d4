import type { InboundAttachment } from "@/lib/channels/channel";
import {
  type Fields,
  fieldsOf,
  idOf,
  isFields,
  listOf,
  numberOf,
  textOf,
  webAddressOf,
} from "./webhook-values";

type Translation = (attachment: Fields, payload: Fields) => InboundAttachment[];

/** The "like" of the phone's own button, in its three sizes. */
const thumbsUp = new Set(["369239263222822", "369239343222814", "369239383222810"]);

const translations = new Map<string, Translation>([
  [
    "image",
    (attachment, payload) =>
      idOf(payload.sticker_id) ? sticker(payload) : media("image")(attachment, payload),
  ],
  ["audio", media("audio")],
  ["video", media("video")],
  ["file", media("file")],
  ["sticker", (_, payload) => sticker(payload)],
  ["location", location],
  ["fallback", link],
  ["reel", link],
  ["ig_reel", link],
  ["post", link],
  ["ig_post", link],
  ["share", link],
  ["template", products],
  ["appointment_booking", appointment],
]);

/** All that can be shown of a message's attachments; of a kind that we do not know, its link. */
export function attachmentsOf(message: Fields): InboundAttachment[] {
  const found = withoutTwins(listOf(message.attachments).filter(isFields));

  return found.flatMap((attachment) => {
    const translate = translations.get(textOf(attachment.type) ?? "") ?? link;
    return translate(attachment, fieldsOf(attachment.payload));
  });
}

/** Until 2026-08-30 a sticker came twice, the second time as an image. */
function withoutTwins(attachments: Fields[]) {
  const stickers = attachments
    .filter(({ type }) => type === "sticker")
    .map(({ payload }) => fieldsOf(payload));
  const ids = new Set(stickers.map(({ sticker_id }) => idOf(sticker_id)).filter(Boolean));
  const urls = new Set(stickers.map(({ url }) => textOf(url)).filter(Boolean));

  return attachments.filter(({ type, payload }) => {
    const { sticker_id, url } = fieldsOf(payload);
    return type !== "image" || !(ids.has(idOf(sticker_id)) || urls.has(textOf(url)));
  });
}

function media(type: "image" | "audio" | "video" | "file"): Translation {
  return (attachment, payload) => [{ type, ...address(attachment, payload), ...named(attachment, payload) }];
}

function sticker(payload: Fields): InboundAttachment[] {
  const isThumbsUp = thumbsUp.has(idOf(payload.sticker_id) ?? "");
  return [{ type: "sticker", ...address({}, payload), ...(isThumbsUp && { name: "👍" }) }];
}

/** A shared link; a fallback without an address is only the platform's way to say "something". */
function link(attachment: Fields, payload: Fields): InboundAttachment[] {
  const found = address(attachment, payload);
  return found.url ? [{ type: "link", ...found, ...named(attachment, payload) }] : [];
}

function location(attachment: Fields, payload: Fields): InboundAttachment[] {
  const { lat, long } = fieldsOf(payload.coordinates);
  const [latitude, longitude] = [numberOf(lat), numberOf(long)];
  const onEarth =
    latitude !== null && longitude !== null && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  if (!onEarth) return link(attachment, payload);

  const place = { ...address(attachment, payload), ...named(attachment, payload) };
  return [{ type: "location", latitude, longitude, ...place }];
}

function products(_: Fields, payload: Fields): InboundAttachment[] {
  const elements = listOf(fieldsOf(payload.product).elements).filter(isFields);

  return elements.map((element) => ({
    type: "product",
    ...address({}, { url: element.image_url }),
    ...named(element, {}),
  }));
}

function appointment(_: Fields, payload: Fields): InboundAttachment[] {
  const status = textOf(payload.status);
  return [{ type: "appointment", ...(status && { name: status }) }];
}

/** It stands in the payload, or beside it. */
function address(attachment: Fields, payload: Fields) {
  const url = webAddressOf(payload.url) ?? webAddressOf(attachment.url);
  return url ? { url } : {};
}

function named(attachment: Fields, payload: Fields) {
  const name = textOf(payload.title) ?? textOf(attachment.title) ?? textOf(payload.name);
  return name ? { name } : {};
}
