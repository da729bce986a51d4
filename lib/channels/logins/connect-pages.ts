import { eq } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { channelLogins } from "@/db/schema/channels";
import type { Agent } from "@/lib/auth/agent";
import { installationApp } from "@/lib/channels/channel-credentials";
import type { ChosenApp } from "@/lib/channels/connect-app";
import { connectPage, type PageToConnect } from "@/lib/channels/connect-page";
import { type FacebookPage, pageObstacle } from "@/lib/channels/facebook/pages-choice";
import { importDays, USUAL_IMPORT_DAYS } from "@/lib/channels/import-days";
import { inParallel } from "@/lib/channels/in-parallel";
import type { ChannelShape } from "@/lib/channels/shapes";
import { clock } from "@/lib/clock";
import { AppError, isAppError } from "@/lib/errors";
import { findLogin, type LoginRow } from "./find-login";
import { pagesOfLogin } from "./login-pages";
import type { ConnectedPages } from "./shapes";

/** Pages that are connected at the same time: Facebook counts calls, and a person watches. */
const AT_ONCE = 4;

export const chosenPagesSchema = z.object({
  pageIds: z.array(z.string().min(1).max(50)).min(1, "must name at least one Page").max(1000),
  /** More are to follow: the sign-in stays open to be resumed. */
  more: z.boolean().default(false),
  importDays: z.literal(importDays).default(USUAL_IMPORT_DAYS),
  /** New ones receive posts, comments and mentions too; a Page that is known keeps its switch. */
  public: z.boolean().default(false),
});

type Refused = ConnectedPages["refused"][number];

/**
 * Connects the chosen Pages of a sign-in and subscribes each; each has its own outcome. Pages that are connected
 * already and aren't chosen stay as they are.
 *
 * @throws AppError `gone` when the sign-in is too old or over, `platform_unreachable`.
 */
export async function connectPages(
  agent: Agent,
  loginId: string,
  chosen: z.input<typeof chosenPagesSchema>,
): Promise<ConnectedPages> {
  const { pageIds, more, importDays: days, public: isPublic } = chosenPagesSchema.parse(chosen);
  const login = await findLogin(agent, loginId);
  const app = appOf(login);
  const { pages, ended } = await pagesOfLogin(login);
  if (ended !== null) throw overError();

  const known = new Map(pages.map((page) => [page.id, page]));
  const outcomes = await inParallel([...new Set(pageIds)], AT_ONCE, (pageId) =>
    connectOne(agent, login, { app, importDays: days, public: isPublic }, pageId, known.get(pageId)),
  );
  const connected = outcomes.filter((outcome): outcome is ChannelShape => !("pageId" in outcome));
  if (connected.length > 0 && !more) await finish(login);
  return {
    channels: connected,
    refused: outcomes.filter((outcome): outcome is Refused => "pageId" in outcome),
  };
}

function appOf(login: LoginRow): ChosenApp {
  const app = installationApp();
  const open = login.status === "granted" || login.status === "finished";
  if (!app || !open || !login.userTokenEncrypted || login.expiresAt <= clock.now()) throw overError();
  return { ...app, brought: false };
}

const overError = () =>
  new AppError("gone", "This sign-in is over. Log in with Facebook again; connected Pages stay connected.");

async function connectOne(
  agent: Agent,
  { grantedPermissions: granted }: LoginRow,
  how: Pick<PageToConnect, "app" | "importDays" | "public">,
  pageId: string,
  page: FacebookPage | undefined,
): Promise<ChannelShape | Refused> {
  if (!page)
    return {
      pageId,
      reason: "not_listed",
      message: "Facebook doesn't show this Page to your account any more.",
    };
  const obstacle = pageObstacle(page, granted);
  if (obstacle || !page.accessToken)
    return { pageId, reason: obstacle?.code ?? "no_token", message: obstacle?.message ?? "" };

  const { id: externalId, name, pictureUrl, accessToken } = page;
  try {
    return await connectPage(agent, { externalId, name, pictureUrl, accessToken, granted, ...how });
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { pageId, reason: error.code, message: error.message };
  }
}

async function finish({ id }: LoginRow) {
  await db.update(channelLogins).set({ status: "finished" }).where(eq(channelLogins.id, id));
}
