import { Hono } from "hono";
import { mountCdn } from "./cdn/cdn-routes";
import { controlRoutes } from "./control/control-routes";
import { mountDialog } from "./dialog/dialog-routes";
import { answerGraph, type Bindings } from "./graph/graph-door";
import type { Platform } from "./platform";
import { mountScreens } from "./screens/screen-routes";

/** All doors of the simulator: control, media, dialog, screens, and Graph for everything else. */
export function createSite(platform: Platform): Hono<Bindings> {
  const site = new Hono<Bindings>();
  site.route("/control", controlRoutes(platform));
  mountCdn(site, platform);
  mountDialog(site, platform);
  mountScreens(site, platform);
  site.all("*", (c) => answerGraph(platform, c));
  return site;
}
