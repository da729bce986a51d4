import { Hono } from "hono";
import { ZodError } from "zod";
import type { Platform } from "../platform";
import { addActRoutes } from "./act-routes";
import { ControlError } from "./control-error";
import { addDeliveryRoutes } from "./delivery-routes";
import { addPageFeedRoutes } from "./feed/page-feed-routes";
import { addPersonFeedRoutes } from "./feed/person-feed-routes";
import { addLoginRoutes } from "./login-routes";
import { addMoodRoutes } from "./mood-routes";
import { addPageRoutes } from "./page-routes";
import { addPersonRoutes } from "./person-routes";
import { addWorldRoutes } from "./world-routes";

/** Everything a test may do that no app can: under `/control`, JSON in and out. */
export function controlRoutes(platform: Platform): Hono {
  const control = new Hono();
  addWorldRoutes(control, platform);
  addLoginRoutes(control, platform);
  addPersonRoutes(control, platform);
  addPageRoutes(control, platform);
  addPersonFeedRoutes(control, platform);
  addPageFeedRoutes(control, platform);
  addActRoutes(control, platform);
  addMoodRoutes(control, platform);
  addDeliveryRoutes(control, platform);
  control.all("*", (c) =>
    c.json({ error: { message: `Nothing is at ${c.req.method} ${c.req.path}.` } }, 404),
  );
  control.onError((error, c) => {
    if (error instanceof ControlError) return c.json({ error: { message: error.message } }, error.status);
    if (error instanceof ZodError || error instanceof SyntaxError)
      return c.json({ error: { message: explain(error) } }, 400);
    console.error("simulator:", error);
    return c.json({ error: { message: error.message } }, 500);
  });
  return control;
}

function explain(error: ZodError | SyntaxError): string {
  if (error instanceof SyntaxError) return "The body is not JSON.";
  return error.issues.map(({ path, message }) => `${path.join(".") || "body"}: ${message}`).join("; ");
}
