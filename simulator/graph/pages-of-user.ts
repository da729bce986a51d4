import type { Page, Role, Token } from "../world/entities";
import { hasPermission, pageTokenFor } from "../world/tokens";
import { authenticate, checkRate, requirePermission } from "./access";
import { parseFields, type Selection } from "./field-selection";
import type { GraphAnswer, GraphCall } from "./graph-call";
import { GraphError, notVisible } from "./graph-error";
import { pageNode } from "./page-node";
import { paged } from "./paging";

const DEFAULT_FIELDS = "access_token,category,category_list,name,id,tasks";

/**
 * `GET /me/accounts`. The trap of reference 1.7 holds: Pages that a person reaches through a business portfolio are
 * missing without `business_management`. Without `pages_show_list` the list is empty.
 */
export function listAccounts(call: GraphCall): GraphAnswer {
  const token = userToken(call);
  const { world } = call.platform;
  const portfolio = hasPermission(world, token, "business_management");
  const roles = hasPermission(world, token, "pages_show_list") ? tickedRoles(call, token) : [];
  checkRate(call);
  return rolesPage(
    call,
    token,
    roles.filter(({ via }) => via === "direct" || portfolio),
  );
}

/** `GET /me/businesses`. */
export function listBusinesses(call: GraphCall): GraphAnswer {
  const token = userToken(call);
  requirePermission(call, "business_management");
  checkRate(call);
  const has = tickedRoles(call, token).some(({ via }) => via === "portfolio");
  const name = `${call.platform.world.users.get(token.userId ?? "")?.name ?? "A"} business`;
  return { body: { data: has ? [{ id: businessId(call, token), name }] : [] } };
}

/** `GET /{business-id}/owned_pages` and `/client_pages`. */
export function listBusinessPages(call: GraphCall): GraphAnswer {
  const token = userToken(call);
  requirePermission(call, "business_management");
  const [id = "", edge] = call.path;
  if (id !== businessId(call, token)) throw notVisible(id);
  checkRate(call);
  const relation = edge === "owned_pages" ? "owned" : "client";
  const roles = tickedRoles(call, token).filter(
    (role) => role.via === "portfolio" && role.relation === relation,
  );
  return rolesPage(call, token, roles);
}

/** The fields of a Page as its user sees it: with the Page token where the user may have it. */
export function pageForUser(
  call: GraphCall,
  token: Token,
  page: Page,
  fields: Selection[],
  role: Role | undefined,
): object {
  return pageNode(call, page, fields, {
    access_token: () =>
      role && hasPermission(call.platform.world, token, "pages_show_list")
        ? pageTokenFor(call.platform.world, call.now, token, page.id).token
        : undefined,
    tasks: () => role?.tasks,
  });
}

/** The roles on Pages that were ticked in the dialog, in the order the account got them. */
export function tickedRoles(call: GraphCall, token: Token): Role[] {
  const { world } = call.platform;
  const ticked = new Set(world.grant(token.userId ?? "", token.appId)?.pageIds);
  const roles = world.users.get(token.userId ?? "")?.roles ?? [];
  return roles.filter(({ pageId }) => ticked.has(pageId) && world.pages.has(pageId));
}

function rolesPage(call: GraphCall, token: Token, roles: Role[]): GraphAnswer {
  const fields = parseFields(call.text("fields") ?? DEFAULT_FIELDS);
  const { rows, paging } = paged(call, roles, ({ pageId }) => pageId, call.limit(25, 100));
  const data = rows.map((role) =>
    pageForUser(call, token, call.platform.world.pages.get(role.pageId)!, fields, role),
  );
  return { body: { data, paging } };
}

function businessId(call: GraphCall, token: Token): string {
  return call.platform.world.ids.digits(15, "business", token.userId ?? "");
}

function userToken(call: GraphCall): Token {
  const token = authenticate(call);
  if (token.kind !== "USER" && token.kind !== "SYSTEM_USER")
    throw new GraphError({
      code: 100,
      message: `(#100) Tried accessing nonexisting field (${call.path.at(-1)}) on node type (${token.kind === "PAGE" ? "Page" : "Application"})`,
    });
  return token;
}
