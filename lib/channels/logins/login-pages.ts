import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { channelLogins, channels } from "@/db/schema/channels";
import { installationApp } from "@/lib/channels/channel-credentials";
import { platformProblem } from "@/lib/channels/connect-errors";
import { GraphFailure } from "@/lib/channels/facebook/ask-graph";
import { type FacebookPage, pageObstacle } from "@/lib/channels/facebook/pages-choice";
import { listFacebookPages } from "@/lib/channels/facebook/pages-list";
import { clock } from "@/lib/clock";
import { decrypt } from "@/lib/encryption";
import type { LoginRow } from "./find-login";
import type { LoginPage } from "./shapes";

export interface PagesOfLogin {
  /** With their tokens: never leaves the server. */
  pages: FacebookPage[];
  cut: boolean;
  /** What has ended the sign-in since, as `code/subcode · words`. */
  ended: string | null;
}

const nothing: PagesOfLogin = { pages: [], cut: false, ended: null };

/**
 * The Pages of a sign-in, read from Facebook at this moment: roles and ticks can have changed since.
 *
 * @throws AppError `platform_unreachable`, `too_many_requests`.
 */
export async function pagesOfLogin(login: LoginRow): Promise<PagesOfLogin> {
  const app = installationApp();
  if (!app || !login.userTokenEncrypted || login.expiresAt <= clock.now()) return nothing;
  try {
    const accessToken = decrypt(login.userTokenEncrypted);
    return { ...(await listFacebookPages(app, accessToken, login.grantedPermissions)), ended: null };
  } catch (failure) {
    if (!(failure instanceof GraphFailure)) throw failure;
    if (failure.error?.code !== 190) throw platformProblem(failure, "to list the Pages");

    await endGrant(login, failure.detail);
    return { ...nothing, ended: failure.detail };
  }
}

/** What was granted has been taken back, e.g. by a new password: it can't be continued, only begun again. */
async function endGrant(login: LoginRow, detail: string) {
  await db
    .update(channelLogins)
    .set({ status: "refused", refusal: { reason: "token_invalid", detail }, userTokenEncrypted: null })
    .where(eq(channelLogins.id, login.id));
}

/** The Pages as the browser sees them: those that can be chosen first, each group by name. */
export async function presentPages(pages: FacebookPage[], granted: readonly string[]): Promise<LoginPage[]> {
  const known = await db
    .select({ id: channels.id, externalId: channels.externalId, disconnectedAt: channels.disconnectedAt })
    .from(channels)
    .where(and(eq(channels.kind, "facebook")));
  const channelOf = new Map(known.map((channel) => [channel.externalId, channel]));

  return pages
    .map((page): LoginPage => {
      const obstacle = pageObstacle(page, granted);
      const channel = channelOf.get(page.id);
      return {
        id: page.id,
        name: page.name,
        pictureUrl: page.pictureUrl,
        category: page.category,
        tasks: page.tasks ?? [],
        selectable: obstacle === null,
        reason: obstacle?.message ?? null,
        askAgain: obstacle?.askAgain ?? false,
        connected: channel !== undefined && channel.disconnectedAt === null,
        channelId: channel?.id ?? null,
      };
    })
    .sort(byChoiceAndName);
}

function byChoiceAndName(one: LoginPage, other: LoginPage) {
  if (one.selectable !== other.selectable) return one.selectable ? -1 : 1;
  return one.name.localeCompare(other.name, "en") || one.id.localeCompare(other.id);
}
