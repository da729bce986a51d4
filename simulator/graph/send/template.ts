import { badParameter } from "../graph-error";

const BUTTON_TYPES = [
  "web_url",
  "postback",
  "phone_number",
  "account_link",
  "account_unlink",
  "game_play",
  "audio_call",
];

type Given = Record<string, unknown>;

/** The limits of reference 4.6; the rarer templates pass as they are. */
export function checkTemplate(payload: Given): void {
  const elements = (payload.elements ?? []) as Given[];
  switch (payload.template_type) {
    case "button":
      checkLength(payload.text, 640, "text", true);
      checkButtons(payload.buttons, 1);
      return;
    case "generic":
      if (elements.length < 1 || elements.length > 10) throw refused("elements must have 1 to 10 entries");
      for (const element of elements) checkElement(element);
      return;
    case "media":
      if (elements.length !== 1) throw refused("elements must have exactly 1 entry");
      if (!["image", "video"].includes(String(elements[0]?.media_type)))
        throw refused("media_type must be image or video");
      checkButtons(elements[0]?.buttons ?? [], 0);
      return;
    case undefined:
      throw refused("template_type is required");
    default:
  }
}

function checkElement(element: Given): void {
  checkLength(element.title, 80, "title", true);
  checkLength(element.subtitle, 80, "subtitle", false);
  checkButtons(element.buttons ?? [], 0);
}

function checkButtons(given: unknown, least: number): void {
  if (!Array.isArray(given) || given.length < least || given.length > 3)
    throw refused(`buttons must have ${least} to 3 entries`);
  for (const button of given as Given[]) {
    const type = String(button.type);
    if (!BUTTON_TYPES.includes(type)) throw refused(`button type ${type} is not known`);
    if (type === "account_link" || type === "account_unlink") continue;
    checkLength(button.title, 20, "button title", true);
    if (type === "web_url" && !/^https?:\/\//.test(String(button.url)))
      throw refused("a web_url button needs a url");
    if (type === "postback") checkLength(button.payload, 1_000, "payload", true);
  }
}

function checkLength(given: unknown, longest: number, what: string, required: boolean): void {
  if (given === undefined && !required) return;
  if (typeof given !== "string" || given === "" || [...given].length > longest)
    throw refused(`${what} must have 1 to ${longest} characters`);
}

function refused(what: string) {
  return badParameter(`Param message[attachment][payload]: ${what}`);
}
