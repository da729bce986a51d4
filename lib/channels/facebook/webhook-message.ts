import type { InboundAttachment, InboundMessage } from "@/lib/channels/channel";
import { attachmentsOf } from "./webhook-attachments";
import { referralOf } from "./webhook-referral";
import { type Fields, fieldsOf, idOf, isFields, listOf, momentOf, textOf } from "./webhook-values";

type Content = Omit<
  InboundMessage,
  "type" | "externalId" | "channelExternalId" | "contactExternalId" | "at" | "owned" | "raw"
>;

/** What a message says, whoever wrote it. */
export function contentOf(message: Fields): Content {
  const attachments = attachmentsOf(message);
  const details = detailsOf(message);
  const text = textOf(message.text) ?? templateText(message);
  const replyTo = idOf(fieldsOf(message.reply_to).mid);
  const payload = textOf(fieldsOf(message.quick_reply).payload);
  const referral = referralOf(message.referral);

  return {
    kind: kindOf(text, attachments, details),
    text,
    attachments,
    ...(replyTo && { replyToExternalId: replyTo }),
    ...(payload && { payload }),
    ...(referral && { referral }),
    ...(Object.keys(details).length > 0 && { details }),
  };
}

const kindOfAttachment = {
  image: "media",
  audio: "media",
  video: "media",
  file: "media",
  sticker: "sticker",
  location: "location",
  link: "link",
  product: "template",
  appointment: "template",
} as const satisfies Record<InboundAttachment["type"], InboundMessage["kind"]>;

function kindOf(text: string | null, attachments: InboundAttachment[], details: Fields) {
  if (details.products) return "order";
  if (details.template) return "template";
  if (attachments[0]) return kindOfAttachment[attachments[0].type];

  return text ? "text" : "unsupported";
}

function detailsOf(message: Fields): Fields {
  return {
    ...orderDetails(message.order),
    ...Object.assign({}, ...payloads(message, "template").map(templateDetails)),
    ...Object.assign({}, ...payloads(message, "appointment_booking").map(appointmentDetails)),
  };
}

/** What was put into the basket of a Page's shop. */
export function orderDetails(order: unknown): Fields {
  if (!isFields(order)) return {};

  const products = listOf(order.products).filter(isFields);
  return {
    products: products.map(({ id, name, unit_price, currency, quantity }) => ({
      id: idOf(id),
      name: textOf(name),
      unitPrice: textOf(unit_price),
      currency: textOf(currency),
      quantity: textOf(quantity),
    })),
  };
}

/** A structured message comes back, in its echo, as it was sent. A product that somebody shares is an attachment. */
function templateDetails(payload: Fields): Fields {
  const type = textOf(payload.template_type);
  if (!type) return {};

  const elements = [payload, ...listOf(payload.elements).filter(isFields)];
  const buttons = elements.flatMap((element) => listOf(element.buttons).filter(isFields));
  return { template: { type, buttons: buttons.flatMap(({ title }) => textOf(title) ?? []) } };
}

function templateText(message: Fields) {
  const [payload] = payloads(message, "template");
  if (!payload) return null;

  const [element] = listOf(payload.elements).filter(isFields);
  return textOf(payload.text) ?? textOf(element?.title);
}

function appointmentDetails(payload: Fields): Fields {
  return {
    appointment: {
      bookingId: idOf(payload.booking_id),
      status: textOf(payload.status),
      startsAt: momentOf(payload.start_time)?.toISOString() ?? null,
      endsAt: momentOf(payload.end_time)?.toISOString() ?? null,
      timezone: textOf(payload.timezone),
    },
  };
}

function payloads(message: Fields, type: string) {
  return listOf(message.attachments)
    .filter(isFields)
    .filter((attachment) => attachment.type === type)
    .map(({ payload }) => fieldsOf(payload));
}
