import { z } from "zod";
import type { Agent } from "@/lib/auth/agent";
import { requireRole } from "@/lib/auth/require-role";
import { AppError } from "@/lib/errors";
import { type ChosenApp, chooseApp } from "./connect-app";
import { platformProblem } from "./connect-errors";
import { connectPage } from "./connect-page";
import { askGraph, GraphFailure } from "./facebook/ask-graph";
import { inspectToken, type TokenInspection } from "./facebook/login-exchange";
import { pageSchema } from "./facebook/pages-list";
import { importDays, USUAL_IMPORT_DAYS } from "./import-days";
import type { ChannelShape } from "./shapes";

export const newChannelSchema = z.object({
  kind: z.literal("facebook"),
  pageAccessToken: z.string().trim().min(1, "must not be empty").max(5000),
  appId: z.string().trim().regex(/^\d+$/, "must be the digits of the app's id").optional(),
  appSecret: z.string().trim().min(1).max(500).optional(),
  importDays: z.literal(importDays).default(USUAL_IMPORT_DAYS),
  public: z.boolean().default(false),
});

export type NewChannel = z.input<typeof newChannelSchema>;

/**
 * Connects a Page with a token at hand, for installations that are set up by a script.
 *
 * @throws AppError `platform_refused` when Facebook doesn't accept the token, `invalid` when the app isn't known,
 * `platform_unreachable`.
 */
export async function connectChannel(agent: Agent, given: NewChannel): Promise<ChannelShape> {
  requireRole(agent, "admin");
  const wish = newChannelSchema.parse(given);
  const app = await chooseApp(wish.appId, wish.appSecret);
  const page = await readPage(app, wish.pageAccessToken);
  const inspection = await inspectWherePossible(app, wish.pageAccessToken);
  if (inspection) refuseForeignToken(inspection, app);

  return connectPage(agent, {
    externalId: page.id,
    name: page.name,
    pictureUrl: page.pictureUrl,
    accessToken: wish.pageAccessToken,
    app,
    importDays: wish.importDays,
    public: wish.public,
    granted: inspection ? permissionsOn(page.id, inspection) : [],
  });
}

async function readPage({ appSecret }: ChosenApp, accessToken: string) {
  try {
    const query = { fields: "id,name,picture{url},category" };
    return await askGraph({ method: "GET", path: "/me", query, accessToken, appSecret }, pageSchema);
  } catch (failure) {
    if (failure instanceof GraphFailure) throw platformProblem(failure, "to show the Page of this token");
    throw failure;
  }
}

/** It tells what the token may do; without the answer the Page can be connected all the same. */
async function inspectWherePossible(app: ChosenApp, accessToken: string): Promise<TokenInspection | null> {
  try {
    return await inspectToken(app, accessToken);
  } catch (failure) {
    if (failure instanceof GraphFailure) return null;
    throw failure;
  }
}

function refuseForeignToken({ appId, type, valid }: TokenInspection, app: ChosenApp) {
  if (type === "USER" || type === "APP")
    throw new AppError(
      "platform_refused",
      "This is the token of a person or of an app. Give the access token of a Page.",
    );
  if (appId !== null && appId !== app.appId)
    throw new AppError(
      "platform_refused",
      `This token was made by the app ${appId}, not by ${app.appId}. Give the appId and appSecret of the app that made it.`,
    );
  if (!valid)
    throw new AppError("platform_refused", "Facebook says that this token isn't valid. Make a new one.");
}

/** A permission can be given for some Pages only. */
function permissionsOn(pageId: string, { scopes, granular }: TokenInspection): string[] {
  const elsewhere = new Set(
    granular
      .filter(({ targetIds }) => targetIds !== null && targetIds.length > 0 && !targetIds.includes(pageId))
      .map(({ scope }) => scope),
  );
  return scopes.filter((scope) => !elsewhere.has(scope));
}
