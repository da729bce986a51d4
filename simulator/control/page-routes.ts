import type { Hono } from "hono";
import { z } from "zod";
import { writeFromElsewhere } from "../acts/page-acts";
import type { Platform } from "../platform";
import { appById, pageById, personById } from "./lookups";
import { readBody } from "./read-body";

const subscriptionSchema = z.object({ appId: z.string(), fields: z.array(z.string()).nullable() });
const inboxSchema = z.object({ personId: z.string(), text: z.string() });
const eventSchema = z.object({
  event: z.record(z.string(), z.unknown()),
  standby: z.boolean().default(false),
});
const restrictionSchema = z
  .object({ code: z.number().int(), subcode: z.number().int().nullable().default(null) })
  .nullable();

/** The Page's other hands, and what may befall it. */
export function addPageRoutes(control: Hono, platform: Platform): void {
  const { world, publisher } = platform;

  control.post("/pages/:id/inbox-messages", async (c) => {
    const page = pageById(platform, c.req.param("id"));
    const { personId, text } = await readBody(c, inboxSchema);
    return c.json({ mid: writeFromElsewhere(platform, page, personById(platform, personId), text).mid });
  });

  control.post("/pages/:id/app-messages", async (c) => {
    const page = pageById(platform, c.req.param("id"));
    const { personId, text, appId } = await readBody(c, inboxSchema.extend({ appId: z.string() }));
    return c.json({
      mid: writeFromElsewhere(platform, page, personById(platform, personId), text, appId).mid,
    });
  });

  control.post("/pages/:id/events", async (c) => {
    const page = pageById(platform, c.req.param("id"));
    const { event, standby } = await readBody(c, eventSchema);
    publisher.publishRaw(page, event, standby);
    return c.json({});
  });

  control.post("/pages/:id/foreign-subscription", async (c) => {
    const page = pageById(platform, c.req.param("id"));
    const { appId, fields } = await readBody(c, subscriptionSchema);
    appById(platform, appId);
    if (fields) page.subscriptions[appId] = fields;
    else delete page.subscriptions[appId];
    world.changed();
    return c.json({ subscriptions: page.subscriptions });
  });

  control.post("/pages/:id/restriction", async (c) => {
    const page = pageById(platform, c.req.param("id"));
    page.restriction = restrictionSchema.parse(await c.req.json());
    world.changed();
    return c.json({ restriction: page.restriction });
  });
}
