import type { Hono } from "hono";
import { z } from "zod";
import type { Platform } from "../platform";
import { patternOf } from "./pattern";
import { readBody } from "./read-body";

const moodsSchema = z.object({
  hold: z.boolean().optional(),
  drop: z.number().min(0).max(1).optional(),
  forget: z.number().min(0).max(1).optional(),
  repeat: z.number().int().min(1).max(100).optional(),
  shuffle: z.boolean().optional(),
  delayMs: z.number().int().min(0).optional(),
  perDelivery: z.number().int().min(1).max(1_000).optional(),
  retryAfterMs: z.array(z.number().int().min(0)).nullable().optional(),
});

const faultSchema = z.object({
  method: z.string().optional(),
  path: z.string().optional(),
  params: z.string().optional(),
  status: z.number().int().min(200).max(599).optional(),
  code: z.number().int().optional(),
  subcode: z.number().int().optional(),
  message: z.string().optional(),
  times: z.number().int().positive().optional(),
  when: z.enum(["before", "after"]).optional(),
  delayMs: z.number().int().min(0).optional(),
  hang: z.boolean().optional(),
  cut: z.boolean().optional(),
});

const usageSchema = z.object({
  pageId: z.string().optional(),
  callCount: z.number().min(0).optional(),
  code: z.number().int().optional(),
  regainMinutes: z.number().int().min(0).optional(),
  type: z.enum(["messenger", "pages"]).optional(),
  historyPerSecond: z.number().positive().nullable().optional(),
});

const clockSchema = z.object({
  now: z.iso.datetime({ offset: true }).optional(),
  offsetSeconds: z.number().optional(),
  reset: z.literal(true).optional(),
});

/** The platform's moods: how webhooks travel, what goes wrong, how busy it is, what time it is. */
export function addMoodRoutes(control: Hono, platform: Platform): void {
  const { deliveries, faults, usage, clock, world } = platform;

  control.get("/moods", (c) => c.json(deliveries.moods));
  control.put("/moods", async (c) => {
    Object.assign(deliveries.moods, await readBody(c, moodsSchema));
    return c.json(deliveries.moods);
  });

  control.get("/faults", (c) => c.json({ faults: faults.list() }));
  control.post("/faults", async (c) => {
    const given = await readBody(c, faultSchema);
    patternOf(given.path);
    return c.json({ id: faults.add(given).id });
  });
  control.delete("/faults", (c) => {
    faults.clear();
    return c.json({});
  });

  control.put("/usage", async (c) => {
    const {
      pageId,
      callCount,
      code = null,
      regainMinutes,
      type,
      historyPerSecond,
    } = await readBody(c, usageSchema);
    if (callCount !== undefined) usage.set(pageId ?? null, { callCount, code, regainMinutes, type });
    if (historyPerSecond !== undefined) usage.history.perSecond = historyPerSecond;
    return c.json({});
  });

  const time = () => ({ now: new Date(clock.now()).toISOString(), offsetSeconds: clock.offsetMs / 1_000 });
  control.get("/clock", (c) => c.json(time()));
  control.put("/clock", async (c) => {
    const { now, offsetSeconds, reset } = await readBody(c, clockSchema);
    if (now !== undefined) clock.moveTo(Date.parse(now) - Date.now());
    else if (offsetSeconds !== undefined) clock.moveTo(offsetSeconds * 1_000);
    else if (reset) clock.moveTo(0);
    world.changed();
    return c.json(time());
  });
}
