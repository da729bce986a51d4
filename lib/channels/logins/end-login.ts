import { addMinutes } from "date-fns";
import { and, eq, gt, ne } from "drizzle-orm";
import { db } from "@/db/client";
import { channelLogins } from "@/db/schema/channels";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { type AppCredentials, installationApp } from "@/lib/channels/channel-credentials";
import { GraphFailure } from "@/lib/channels/facebook/ask-graph";
import {
  exchangeCode,
  fetchAccount,
  fetchPermissions,
  inspectToken,
  lengthenToken,
  type UserToken,
} from "@/lib/channels/facebook/login-exchange";
import {
  detailOfDialog,
  type LoginRefusalReason,
  refusalOfCode,
  refusalOfDialog,
} from "@/lib/channels/facebook/login-refusals";
import { clock } from "@/lib/clock";
import { encrypt } from "@/lib/encryption";
import { AppError } from "@/lib/errors";
import type { LoginRow } from "./find-login";
import { hashSecret } from "./login-secret";

/** How long Pages can be chosen after the sign-in. */
export const GRANT_MINUTES = 60;

/**
 * The return from the dialog. It is good once: a proxy that calls twice, or a page that is reloaded, gets the login
 * as it stands, and the code isn't spent a second time (Facebook would answer 100/36009).
 *
 * @param browserSecretOf reads the cookie of a login.
 * @throws AppError `not_found` for a state that isn't ours, isn't this admin's, or is too old; `wrong_origin` when it
 * began in another browser. Then nothing has changed.
 */
export async function endLogin(
  agent: Agent,
  params: URLSearchParams,
  browserSecretOf: (loginId: string) => string | undefined,
): Promise<LoginRow> {
  requireRole(agent, "admin");
  const login = await loginOfState(agent, params.get("state"));
  if (isOver(login)) return login;

  const claimed = await claim(login, browserSecretOf(login.id));
  if (!claimed) return loginAgain(login);
  return settle(login, await outcomeOf(params));
}

async function loginOfState(agent: Agent, state: string | null): Promise<LoginRow> {
  const [login] = await db
    .select()
    .from(channelLogins)
    .where(and(eq(channelLogins.stateHash, hashSecret(state ?? "")), eq(channelLogins.userId, agent.id)));
  if (!login || (login.status === "started" && login.expiresAt <= clock.now()))
    throw new AppError(
      "not_found",
      "This sign-in didn't begin here, or it took longer than ten minutes. Nothing was changed. Start again in Pagedesk.",
    );
  return login;
}

/** Another return of the same dialog is already at work, or has been. */
const isOver = (login: LoginRow) => login.status !== "started" || login.browserHash === TAKEN;
const TAKEN = "";

/** Whoever empties the browser's hash first spends the code; all others find it empty. */
async function claim(login: LoginRow, browserSecret: string | undefined): Promise<boolean> {
  if (!browserSecret || hashSecret(browserSecret) !== login.browserHash)
    throw new AppError(
      "wrong_origin",
      "This sign-in began in another browser, so it can't be finished in this one. Nothing was changed. Start again here.",
    );
  const [claimed] = await db
    .update(channelLogins)
    .set({ browserHash: TAKEN })
    .where(
      and(
        eq(channelLogins.id, login.id),
        ne(channelLogins.browserHash, TAKEN),
        gt(channelLogins.expiresAt, clock.now()),
      ),
    )
    .returning({ id: channelLogins.id });
  return claimed !== undefined;
}

async function loginAgain({ id }: LoginRow): Promise<LoginRow> {
  const [login] = await db.select().from(channelLogins).where(eq(channelLogins.id, id));
  return login!;
}

type Outcome = Partial<typeof channelLogins.$inferInsert> & { status: "granted" | "refused" };

async function outcomeOf(params: URLSearchParams): Promise<Outcome> {
  const refusal = refusalOfDialog(params);
  if (refusal) return refused(refusal, detailOfDialog(params));
  const app = installationApp();
  if (!app) return refused("unknown_app");

  try {
    return await grant(app, params.get("code")!);
  } catch (failure) {
    if (!(failure instanceof GraphFailure)) throw failure;
    const { error, detail } = failure;
    return refused(error ? refusalOfCode(error.code, error.subcode) : "unreachable", detail);
  }
}

async function grant(app: AppCredentials, code: string): Promise<Outcome> {
  const short = await exchangeCode(app, code);
  const inspection = await inspectToken(app, short.accessToken);
  if (inspection.appId !== null && inspection.appId !== app.appId)
    return refused("foreign_token", `app ${inspection.appId}`);
  if (!inspection.valid) return refused("token_invalid", inspection.problem ?? undefined);

  const token = inspection.permanent ? short : await lengthenToken(app, short.accessToken);
  const account = await fetchAccount(app, token.accessToken);
  // A business' system user has no permissions of a person; its token names what it holds.
  const { granted, declined } =
    inspection.type === "SYSTEM_USER"
      ? { granted: inspection.scopes, declined: [] }
      : await fetchPermissions(app, token.accessToken);

  const now = clock.now();
  return {
    status: "granted",
    externalUserId: account.id,
    externalUserName: account.name,
    userTokenEncrypted: encrypt(token.accessToken),
    tokenExpiresAt: endOf(token, now),
    grantedPermissions: granted,
    declinedPermissions: declined,
    expiresAt: addMinutes(now, GRANT_MINUTES),
  };
}

const endOf = ({ expiresInSeconds }: UserToken, now: Date) =>
  expiresInSeconds === null ? null : new Date(now.getTime() + expiresInSeconds * 1000);

const refused = (reason: LoginRefusalReason, detail?: string): Outcome => ({
  status: "refused",
  refusal: { reason, ...(detail && { detail }) },
});

async function settle(login: LoginRow, outcome: Outcome): Promise<LoginRow> {
  const [settled] = await db
    .update(channelLogins)
    .set(outcome)
    .where(eq(channelLogins.id, login.id))
    .returning();
  return settled!;
}
