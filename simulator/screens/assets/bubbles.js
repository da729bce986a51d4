import { byId } from "./api.js";

const make = (tag, className, ...children) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
};

const time = (iso) => new Date(iso).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

let shown = "";

/** Keeps the newest message in view for as long as the reader is down there, whatever grows or shrinks around it. */
function stayAtEnd(list) {
  let atEnd = true;
  const follow = () => {
    if (atEnd) list.scrollTop = list.scrollHeight;
  };
  list.addEventListener("scroll", () => {
    atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  });
  list.addEventListener("load", follow, true);
  new ResizeObserver(follow).observe(list);
  new MutationObserver(follow).observe(list, { childList: true });
}

stayAtEnd(byId("thread"));

/** Draws the thread afresh when it differs from what stands there. */
export function drawThread(messages, own, onButton) {
  const now = JSON.stringify(messages, (key, value) => (key === "url" ? undefined : value));
  if (now === shown) return;
  shown = now;
  const list = byId("thread");
  list.replaceChildren(...messages.map((message) => row(message, messages, own, onButton)));
  if (messages.length === 0) list.append(make("li", "soft", "Nothing has been said yet."));
}

function row(message, messages, own, onButton) {
  const mine = message.from === own;
  const item = make("li", mine ? "own" : "", bubble(message, messages, onButton));
  item.dataset.mid = message.mid;
  const reactions = [message.reaction, message.pageReaction].filter(Boolean).join(" ");
  if (reactions) item.append(make("span", "reactions", reactions));
  item.append(make("span", "meta", meta(message, mine)));
  return item;
}

function meta(message, mine) {
  const words = [time(message.sentAt)];
  if (message.edits > 0) words.push("edited");
  if (mine) words.push(message.seen ? "✓✓ Seen" : message.delivered ? "✓✓ Delivered" : "✓ Sent");
  return words.join(" · ");
}

function bubble(message, messages, onButton) {
  if (message.deleted) return make("div", "bubble", make("em", "soft", "Removed"));
  const parts = [];
  const quoted = messages.find(({ mid }) => mid === message.replyTo);
  if (message.privateReplyTo)
    parts.push(make("p", "quote", `About your comment: ${message.privateReplyTo.text ?? "removed"}`));
  if (quoted) parts.push(make("p", "quote", quoted.text ?? "Attachment"));
  if (message.text !== null) parts.push(make("span", "", message.text));
  for (const attachment of message.attachments) parts.push(picture(attachment, onButton));
  const bare =
    message.text === null &&
    message.attachments.every(({ type }) => ["image", "video", "sticker"].includes(type));
  const element = make("div", bare && !quoted ? "bubble bare" : "bubble", ...parts);
  element.dir = "auto";
  return element;
}

function picture(attachment, onButton) {
  const { type, url, title, name } = attachment;
  if (type === "image" || type === "sticker")
    return Object.assign(make("img"), { src: url, alt: type === "image" ? "Image" : "Sticker" });
  if (type === "video" || type === "audio") return Object.assign(make(type), { src: url, controls: true });
  if (type === "location")
    return make(
      "span",
      "",
      `📍 ${title ?? "Place"} (${attachment.coordinates.lat}, ${attachment.coordinates.long})`,
    );
  if (type === "template") return template(attachment.payload ?? {}, onButton);
  return Object.assign(make("a", "", `📎 ${name ?? title ?? type}`), { href: url ?? "#", target: "_blank" });
}

function template(payload, onButton) {
  const elements = payload.elements ?? [
    { title: payload.text ?? payload.template?.name ?? payload.template_type, buttons: payload.buttons },
  ];
  return make("div", "", ...elements.map((element) => templateCard(element, onButton)));
}

function templateCard(element, onButton) {
  const card = make("div", "card");
  if (element.image_url) card.append(Object.assign(make("img"), { src: element.image_url, alt: "" }));
  if (element.title) card.append(make("strong", "", element.title));
  if (element.subtitle) card.append(make("span", "soft", element.subtitle));
  for (const button of element.buttons ?? []) {
    const action = make("button", "", button.title ?? button.type);
    action.type = "button";
    action.addEventListener("click", () => onButton?.(button));
    card.append(action);
  }
  return card;
}
