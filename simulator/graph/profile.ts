import type { Person } from "../world/entities";
import { findThread } from "../world/threads";
import { appOf, checkRate, requirePermission } from "./access";
import { parseFields, select } from "./field-selection";
import type { GraphAnswer, GraphCall } from "./graph-call";
import { badParameter, notVisible } from "./graph-error";

/** `GET /{psid}`: the person's name and picture, unless the platform withholds them (reference 7.1). */
export function readProfile(call: GraphCall): GraphAnswer {
  const psid = call.path[0] ?? "";
  const token = call.token!;
  call.messenger = true;
  requirePermission(call, "pages_messaging");
  const person = call.platform.world.personByPsid(token.pageId ?? "", psid);
  if (!person) throw notVisible(psid);
  call.page = call.platform.world.pages.get(token.pageId!) ?? null;
  refuseWithheld(call, person, psid);

  const fields = parseFields(call.text("fields") ?? "first_name,last_name,profile_pic,id");
  checkRate(call);
  if (!appOf(call, token).features.userProfile) return { body: {} };
  return {
    body: select("User", fields, {
      id: () => psid,
      name: () => person.name,
      first_name: () => person.firstName,
      last_name: () => person.lastName,
      profile_pic: () => call.platform.media.portraitAddress(person.id),
      locale: () => person.locale,
      timezone: () => undefined,
      gender: () => undefined,
    }),
  };
}

function refuseWithheld(call: GraphCall, person: Person, psid: string): void {
  const { world } = call.platform;
  const thread = findThread(world, call.page!.id, psid);
  if (person.profile === "phone_only") throw badParameter("No profile available for this user.", 2018218);
  if (person.profile === "withheld" || thread?.openedAt == null) throw notVisible(psid);
}
