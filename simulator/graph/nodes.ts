import type { Token } from "../world/entities";
import { findPublished } from "../world/feed/feed";
import { appOf, authenticate, checkRate } from "./access";
import { readConversation } from "./conversations";
import { readPublished } from "./feed/published-node";
import { parseFields, select } from "./field-selection";
import type { GraphAnswer, GraphCall } from "./graph-call";
import { notVisible } from "./graph-error";
import { readMessage } from "./message-node";
import { pageNode } from "./page-node";
import { pageForUser, tickedRoles } from "./pages-of-user";
import { readProfile } from "./profile";

/** `GET /{id}`: whatever has that id, as far as the token may see it. */
export function readNode(call: GraphCall): GraphAnswer {
  const token = authenticate(call);
  const id = call.path[0] ?? "";
  if (id.startsWith("t_")) return readConversation(call);
  if (id.startsWith("m_")) return readMessage(call);
  const { world } = call.platform;
  if (id === "me") return readMe(call, token);
  if (findPublished(world, id)) return readPublished(call);
  if (world.pages.has(id)) return readPage(call, token, id);
  if (token.pageId && world.personByPsid(token.pageId, id)) return readProfile(call);
  if (id === token.appId || id === "app") return readApp(call, token);
  if (id === token.userId) return readUser(call, token);
  throw notVisible(id);
}

function readMe(call: GraphCall, token: Token): GraphAnswer {
  if (token.kind === "PAGE") return readPage(call, token, token.pageId ?? "");
  return token.kind === "APP" ? readApp(call, token) : readUser(call, token);
}

function readPage(call: GraphCall, token: Token, id: string): GraphAnswer {
  const page = call.platform.world.pages.get(id);
  const own = token.kind === "PAGE" && token.pageId === id;
  const role = tickedRoles(call, token).find(({ pageId }) => pageId === id);
  if (!page || (!own && !role)) throw notVisible(id);

  call.page = page;
  const fields = parseFields(call.text("fields") ?? "name,id");
  checkRate(call);
  if (!own) return { body: pageForUser(call, token, page, fields, role) };
  return { body: pageNode(call, page, fields, { access_token: () => token.token }) };
}

function readUser(call: GraphCall, token: Token): GraphAnswer {
  const { world, media } = call.platform;
  const user = world.users.get(token.userId ?? "");
  if (!user) throw notVisible(token.userId ?? "me");
  checkRate(call);
  return {
    body: select("User", parseFields(call.text("fields") ?? "name,id"), {
      id: () => user.id,
      name: () => user.name,
      first_name: () => user.name.split(" ")[0],
      last_name: () => user.name.split(" ").slice(1).join(" "),
      picture: () => ({
        data: { height: 120, width: 120, is_silhouette: false, url: media.portraitAddress(user.id) },
      }),
      client_business_id: () =>
        token.kind === "SYSTEM_USER" ? world.ids.digits(15, "business", user.id) : undefined,
    }),
  };
}

function readApp(call: GraphCall, token: Token): GraphAnswer {
  const app = appOf(call, token);
  checkRate(call);
  return {
    body: select("Application", parseFields(call.text("fields") ?? "category,link,name,id"), {
      id: () => app.id,
      name: () => app.name,
      category: () => "Business",
      link: () => appLink(app.id),
    }),
  };
}

function appLink(appId: string): string {
  return `https://www.facebook.com/games/?app_id=${appId}`;
}
