import { loginRefusal } from "@/lib/channels/facebook/login-refusals";
import { facebookPermissions, permissionStatus } from "@/lib/channels/facebook/permissions";
import { clock } from "@/lib/clock";
import type { LoginRow } from "./find-login";
import { pagesOfLogin, presentPages } from "./login-pages";
import type { LoginRefusalShape, LoginShape } from "./shapes";

/**
 * A sign-in as the browser sees it, with the Pages that can be chosen once it was granted.
 *
 * @throws AppError `platform_unreachable` when the Pages can't be read now; the sign-in stays as it is.
 */
export async function presentLogin(login: LoginRow): Promise<LoginShape> {
  if (login.status === "started" && login.expiresAt <= clock.now()) return shape(tooLate(login));
  if (login.status === "started" || login.status === "refused") return shape(login);

  const { pages, cut, ended } = await pagesOfLogin(login);
  if (ended !== null)
    return shape({ ...login, status: "refused", refusal: { reason: "token_invalid", detail: ended } });
  return { ...shape(login), pages: await presentPages(pages, login.grantedPermissions), pagesCut: cut };
}

/** Nothing came back from the dialog in time, and nothing that comes now would be accepted. */
const tooLate = (login: LoginRow): LoginRow => ({
  ...login,
  status: "refused",
  refusal: { reason: "code_expired" },
});

function shape(login: LoginRow): LoginShape {
  return {
    id: login.id,
    status: login.status,
    refusal: login.refusal && presentRefusal(login.refusal),
    account: login.externalUserId ? { id: login.externalUserId, name: login.externalUserName } : null,
    permissions: login.externalUserId ? permissionsOf(login) : [],
    pages: [],
    pagesCut: false,
    expiresAt: login.expiresAt.toISOString(),
    createdAt: login.createdAt.toISOString(),
  };
}

function presentRefusal({ reason, detail }: { reason: string; detail?: string }): LoginRefusalShape {
  const words = loginRefusal(reason);
  return { reason, ...words, detail: detail ?? null };
}

function permissionsOf({ grantedPermissions, declinedPermissions }: LoginRow): LoginShape["permissions"] {
  const known = facebookPermissions.map(({ name, required, public: isPublic, why, without }) => ({
    name,
    status: permissionStatus(name, grantedPermissions, declinedPermissions),
    required,
    public: isPublic,
    why,
    without,
  }));
  return known.filter((permission) => !permission.public || permission.status !== "unasked");
}
