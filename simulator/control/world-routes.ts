import type { Hono } from "hono";
import { z } from "zod";
import type { Platform } from "../platform";
import { verifyCallback } from "../webhooks/callbacks";
import { completeRole, createApp, createPage, createPerson, createUser } from "../world/create";
import { createDemoWorld } from "../world/demo-world";
import type { App, Person } from "../world/entities";
import { appById, pageById, personById } from "./lookups";
import { readBody } from "./read-body";
import { summary } from "./summary";

const appSchema = z.object({
  id: z.string().optional(),
  name: z.string().optional(),
  secret: z.string().optional(),
  mode: z.enum(["live", "development"]).optional(),
  verifyToken: z.string().optional(),
  callbackUrl: z.url().nullable().optional(),
  callbackActive: z.boolean().optional(),
  callbackFields: z.array(z.string()).optional(),
  redirectUris: z.array(z.string()).nullable().optional(),
  features: z
    .object({
      humanAgent: z.boolean().optional(),
      userProfile: z.boolean().optional(),
      pageMentioning: z.boolean().optional(),
    })
    .optional(),
  requireProof: z.boolean().optional(),
  loginKind: z.enum(["classic", "business"]).optional(),
  loginToken: z.enum(["user", "system_user"]).optional(),
  permissionsGrantable: z.array(z.string()).nullable().optional(),
  deauthorizeUrl: z.url().nullable().optional(),
});

export const roleSchema = z.object({
  pageId: z.string(),
  tasks: z.array(z.string()).optional(),
  via: z.enum(["direct", "portfolio"]).optional(),
  relation: z.enum(["owned", "client"]).optional(),
});

const userSchema = z.object({
  id: z.string().optional(),
  name: z.string().optional(),
  roles: z.array(roleSchema).optional(),
});

const pageSchema = z.object({
  id: z.string().optional(),
  name: z.string().optional(),
  category: z.string().optional(),
  published: z.boolean().optional(),
  defaultAppId: z.string().nullable().optional(),
});

const personSchema = z.object({
  id: z.string().optional(),
  name: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  locale: z.string().optional(),
  profile: z.enum(["visible", "withheld", "phone_only"]).optional(),
  blocks: z.array(z.string()).optional(),
  testerOf: z.array(z.string()).optional(),
});

/** Building and emptying the world. */
export function addWorldRoutes(control: Hono, platform: Platform): void {
  const { world } = platform;

  control.get("/state", (c) => c.json(summary(platform)));

  control.post("/reset", async (c) => {
    const { seed } = await readBody(c, z.object({ seed: z.number().int().optional() }));
    platform.reset(seed);
    return c.json({});
  });

  control.post("/demo", (c) => {
    createDemoWorld(world, platform.clock.now());
    return c.json(summary(platform));
  });

  control.post("/apps", async (c) => {
    const given = await readBody(c, appSchema);
    const app = createApp(world, given);
    if (given.callbackUrl) void verify(platform, app);
    return c.json(app);
  });

  control.post("/apps/:id/verification", async (c) =>
    c.json(await verify(platform, appById(platform, c.req.param("id")))),
  );

  control.post("/users", async (c) => {
    const given = await readBody(c, userSchema);
    for (const { pageId } of given.roles ?? []) pageById(platform, pageId);
    return c.json(createUser(world, { ...given, roles: given.roles?.map(completeRole) }));
  });

  control.post("/pages", async (c) => c.json(createPage(world, await readBody(c, pageSchema))));

  control.post("/people", async (c) =>
    c.json(personView(platform, createPerson(world, await readBody(c, personSchema)))),
  );

  control.get("/people/:id", (c) => c.json(personView(platform, personById(platform, c.req.param("id")))));

  control.patch("/people/:id", async (c) => {
    const { id } = personById(platform, c.req.param("id"));
    return c.json(personView(platform, createPerson(world, { ...(await readBody(c, personSchema)), id })));
  });
}

async function verify(platform: Platform, app: App) {
  const verification = app.callbackUrl
    ? await verifyCallback(app.callbackUrl, app.verifyToken)
    : { verified: false, status: 0 };
  app.verification = verification;
  platform.world.changed();
  return verification;
}

/** With their PSID on every Page: a test needs it before the first word is said. */
function personView({ world }: Platform, person: Person): Person {
  const psids = [...world.pages.keys()].map((pageId) => [pageId, world.psidFor(person, pageId)]);
  return { ...person, psids: Object.fromEntries(psids) };
}
