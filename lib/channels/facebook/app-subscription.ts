import { z } from "zod";
import { askGraph } from "./ask-graph";
import type { GraphCall } from "./graph";
import { graphPath } from "./graph";
import { neededFields } from "./subscription-fields";

/** The app itself, as far as it speaks without any Page. */
export interface SpeakingApp {
  appId: string;
  appSecret: string;
}

export const appToken = ({ appId, appSecret }: SpeakingApp) => `${appId}|${appSecret}`;

/** What asks where the app's events go. Source: Meta, App Subscriptions edge of v26.0. */
export const appSubscriptionsCall = (app: SpeakingApp): GraphCall => ({
  method: "GET",
  path: graphPath(app.appId, "subscriptions"),
  accessToken: appToken(app),
  appSecret: app.appSecret,
});

const fieldSchema = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);

/** Fields come as names on one page of Meta's and as `{ name, version }` on the next. */
export const appSubscriptionsSchema = z
  .object({
    data: z.array(
      z.object({
        object: z.string(),
        callback_url: z.string().nullish().catch(null),
        active: z.boolean().nullish().catch(null),
        fields: z.array(fieldSchema).nullish().catch(null),
      }),
    ),
  })
  .transform(({ data }) => {
    const page = data.find(({ object }) => object === "page");
    return {
      url: page?.callback_url ?? null,
      active: page ? page.active !== false : false,
      fields: page?.fields ?? null,
    };
  });

/**
 * Makes Facebook deliver the app's events to this address. It makes the handshake within the call, so the address must
 * answer already. Whatever was set before is replaced, for every Page of the app.
 *
 * @throws GraphFailure 2200 when the handshake fails, 190 or 101 when id or secret are wrong.
 */
export async function subscribeApp(app: SpeakingApp, callbackUrl: string, verifyToken: string) {
  await askGraph(
    {
      method: "POST",
      path: graphPath(app.appId, "subscriptions"),
      body: {
        object: "page",
        callback_url: callbackUrl,
        verify_token: verifyToken,
        fields: neededFields({ public: true }).join(","),
        include_values: true,
      },
      accessToken: appToken(app),
      appSecret: app.appSecret,
    },
    z.unknown(),
  );
}
