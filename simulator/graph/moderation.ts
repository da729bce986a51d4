import { authenticate, checkRate, pageOf, requirePermission } from "./access";
import type { GraphAnswer, GraphCall } from "./graph-call";
import { badParameter } from "./graph-error";

const ACTIONS = ["block_user", "unblock_user", "move_to_spam", "ban_user", "unban_user"];

/** `POST /{page-id}/moderate_conversations`: a blocked person's messages no longer reach the apps (reference 7.4). */
export function moderateConversations(call: GraphCall): GraphAnswer {
  authenticate(call);
  if (call.token?.kind === "PAGE") requirePermission(call, "pages_messaging");
  const page = pageOf(call, call.path[0] ?? "");
  const people = (call.json("user_ids") ?? []) as { id?: unknown }[];
  const actions = call.list("actions") ?? [];
  if (!Array.isArray(people) || people.length === 0) throw badParameter("The parameter user_ids is required");
  for (const action of actions)
    if (!ACTIONS.includes(action)) throw badParameter(`Param actions must be one of {${ACTIONS.join(", ")}}`);
  const psids = people.map(({ id }) => String(id));
  for (const psid of psids)
    if (!call.platform.world.personByPsid(page.id, psid))
      throw badParameter("No matching user found", 2018001);

  checkRate(call);
  const blocked = new Set(page.blockedPsids);
  for (const psid of psids)
    for (const action of actions) {
      if (action === "block_user" || action === "ban_user") blocked.add(psid);
      if (action === "unblock_user" || action === "unban_user") blocked.delete(psid);
    }
  page.blockedPsids = [...blocked];
  call.platform.world.changed();
  return { body: { success: true } };
}
