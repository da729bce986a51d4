import type { Hono } from "hono";
import { z } from "zod";
import { removeApp } from "../graph/oauth";
import type { Platform } from "../platform";
import { completeRole } from "../world/create";
import { CONFIGURED_PERMISSIONS } from "../world/permissions";
import { allow, endTokens, mintToken } from "../world/tokens";
import { ControlError } from "./control-error";
import { appById, pageById, userById } from "./lookups";
import { readBody } from "./read-body";
import { roleSchema } from "./world-routes";

const tokenSchema = z.object({
  appId: z.string(),
  userId: z.string().optional(),
  scopes: z.array(z.string()).optional(),
});

const expireSchema = z.object({
  pageId: z.string().optional(),
  userId: z.string().optional(),
  subcode: z.union([463, 460, 458, 459, 464, 467, 492].map((subcode) => z.literal(subcode))).default(463),
});

/** Accounts, roles, permissions and tokens. */
export function addLoginRoutes(control: Hono, platform: Platform): void {
  const { world, clock } = platform;

  control.post("/users/:id/roles", async (c) => {
    const user = userById(platform, c.req.param("id"));
    const role = completeRole(await readBody(c, roleSchema));
    pageById(platform, role.pageId);
    user.roles = [...user.roles.filter(({ pageId }) => pageId !== role.pageId), role];
    world.changed();
    return c.json(user);
  });

  control.delete("/users/:id/roles/:pageId", (c) => {
    const user = userById(platform, c.req.param("id"));
    user.roles = user.roles.filter(({ pageId }) => pageId !== c.req.param("pageId"));
    world.changed();
    return c.json(user);
  });

  control.post("/users/:id/password-change", (c) => {
    const { id } = userById(platform, c.req.param("id"));
    return c.json({
      ended: endTokens(world, 460, ({ userId, kind }) => userId === id && kind !== "SYSTEM_USER"),
    });
  });

  control.post("/users/:id/app-removal", async (c) => {
    const { id } = userById(platform, c.req.param("id"));
    const { appId } = await readBody(c, z.object({ appId: z.string() }));
    removeApp(platform, id, appById(platform, appId), clock.now());
    return c.json({});
  });

  control.delete("/users/:id/permissions/:name", (c) => {
    const { id } = userById(platform, c.req.param("id"));
    const appId = c.req.query("appId");
    for (const grant of world.grants.values())
      if (grant.userId === id && (!appId || grant.appId === appId))
        grant.permissions[c.req.param("name")] = "declined";
    world.changed();
    return c.json({});
  });

  control.post("/pages/:id/token", async (c) => {
    const page = pageById(platform, c.req.param("id"));
    const { appId, userId, scopes = CONFIGURED_PERMISSIONS } = await readBody(c, tokenSchema);
    const app = appById(platform, appId);
    if (userId && !userById(platform, userId).roles.some(({ pageId }) => pageId === page.id))
      throw new ControlError(`${userId} has no role on ${page.id}.`);
    if (userId) allow(world, userId, app, scopes, [page.id]);
    const token = mintToken(world, clock.now(), {
      kind: "PAGE",
      appId,
      userId: userId ?? null,
      pageId: page.id,
      scopes,
    });
    return c.json({ accessToken: token.token });
  });

  control.post("/tokens/expire", async (c) => {
    const { pageId, userId, subcode } = await readBody(c, expireSchema);
    const ended = endTokens(
      world,
      subcode,
      (token) => (!pageId || token.pageId === pageId) && (!userId || token.userId === userId),
    );
    return c.json({ ended });
  });
}
