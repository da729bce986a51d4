import type { Page } from "../world/entities";
import { authenticate, checkRate, pageOf, requirePermission } from "./access";
import type { GraphAnswer, GraphCall } from "./graph-call";
import { badParameter } from "./graph-error";

type Localised = { locale?: unknown; text?: unknown; call_to_actions?: unknown };

/** Each property with what the platform refuses about it (reference 8.1). */
const PROPERTIES: Readonly<Record<string, (value: unknown, page: Page) => void>> = {
  get_started: (value) => {
    const payload = (value as { payload?: unknown } | null)?.payload;
    if (typeof payload !== "string" || payload.length > 1_000)
      throw badParameter("get_started needs a payload of at most 1000 characters");
  },
  greeting: (value) => {
    for (const { text } of withDefault("greeting", value))
      if (typeof text !== "string" || [...text].length > 160)
        throw badParameter("greeting text must have at most 160 characters");
  },
  ice_breakers: (value) => {
    for (const { call_to_actions: actions } of withDefault("ice_breakers", value))
      if (!Array.isArray(actions) || actions.length > 4)
        throw badParameter("ice_breakers allows at most 4 questions");
  },
  persistent_menu: (value, page) => {
    if (!page.messengerProfile.get_started)
      throw badParameter("You must set a Get Started button if you also wish to use persistent menu");
    for (const { call_to_actions: actions } of withDefault("persistent_menu", value))
      if (Array.isArray(actions) && actions.length > 20)
        throw badParameter("persistent_menu allows at most 20 items");
  },
  commands: () => undefined,
  whitelisted_domains: () => undefined,
  account_linking_url: () => undefined,
  subject_to_new_eu_privacy_rules: () => {
    throw badParameter("subject_to_new_eu_privacy_rules cannot be set");
  },
};

/** `GET /me/messenger_profile?fields=`. */
export function readMessengerProfile(call: GraphCall): GraphAnswer {
  const page = profilePage(call);
  const fields = knownFields(call.list("fields"));
  checkRate(call);
  const found = fields.filter((field) => page.messengerProfile[field] !== undefined);
  const row = Object.fromEntries(found.map((field) => [field, page.messengerProfile[field]]));
  return { body: { data: found.length > 0 ? [row] : [] } };
}

/** `POST`: changes only what is listed. */
export function writeMessengerProfile(call: GraphCall): GraphAnswer {
  const page = profilePage(call);
  const names = Object.keys(PROPERTIES).filter((name) => call.params[name] !== undefined);
  if (names.length === 0) throw badParameter("At least one messenger profile property is required");
  const before = { ...page.messengerProfile };
  try {
    for (const name of names) {
      const value = name === "account_linking_url" ? call.text(name) : call.json(name);
      PROPERTIES[name]?.(value, page);
      page.messengerProfile[name] = value;
    }
    checkRate(call);
  } catch (error) {
    page.messengerProfile = before;
    throw error;
  }
  call.platform.world.changed();
  return { body: { result: "success" } };
}

/** `DELETE {"fields":[…]}`. Ice breakers answer in words of their own. */
export function deleteMessengerProfile(call: GraphCall): GraphAnswer {
  const page = profilePage(call);
  const fields = knownFields(call.list("fields"));
  checkRate(call);
  for (const field of fields) delete page.messengerProfile[field];
  call.platform.world.changed();
  return { body: fields.includes("ice_breakers") ? { success: "true" } : { result: "success" } };
}

function profilePage(call: GraphCall): Page {
  authenticate(call);
  call.messenger = true;
  if (call.token?.kind === "PAGE") requirePermission(call, "pages_messaging");
  return pageOf(call, call.path[0] ?? "");
}

function knownFields(fields: string[] | null): string[] {
  if (!fields?.length) throw badParameter("The parameter fields is required");
  for (const field of fields)
    if (!(field in PROPERTIES))
      throw badParameter(`Param fields must be one of {${Object.keys(PROPERTIES).join(", ")}}`);
  return fields;
}

function withDefault(name: string, value: unknown): Localised[] {
  const list = Array.isArray(value) ? (value as Localised[]) : [];
  const flat = name === "ice_breakers" && list.length > 0 && list.every(({ locale }) => locale === undefined);
  if (flat) return [{ call_to_actions: list }];
  if (!list.some(({ locale }) => locale === "default"))
    throw badParameter(`${name} needs an entry for the default locale`);
  return list;
}
