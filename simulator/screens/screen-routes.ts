import { readFileSync } from "node:fs";
import type { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { Bindings } from "../graph/graph-door";
import type { Platform } from "../platform";
import { createDemoWorld } from "../world/demo-world";
import type { Place } from "../world/world";
import { feedScreen } from "./feed-screen";
import { moodsScreen } from "./moods-screen";
import { pageInboxScreen } from "./page-inbox-screen";
import { phoneScreen } from "./phone-screen";
import { startScreen } from "./start-screen";

const ASSETS: Readonly<Record<string, string>> = {
  "screens.css": "text/css",
  "dialog.css": "text/css",
  "phone.css": "text/css",
  "feed.css": "text/css",
  "api.js": "text/javascript",
  "bubbles.js": "text/javascript",
  "phone.js": "text/javascript",
  "page-inbox.js": "text/javascript",
  "feed.js": "text/javascript",
  "publications.js": "text/javascript",
  "moods.js": "text/javascript",
  "dialog.js": "text/javascript",
};

/** Screens for people; everything they do goes through the control API. */
export function mountScreens(site: Hono<Bindings>, platform: Platform): void {
  site.get("/", (c) => c.html(startScreen(platform)));
  site.post("/demo-world", (c) => {
    createDemoWorld(platform.world, platform.clock.now());
    return c.redirect("/", 303);
  });
  site.get("/phone", (c) => c.html(phoneScreen()));
  site.get("/feed", (c) => c.html(feedScreen()));
  site.get("/page-inbox", (c) => c.html(pageInboxScreen()));
  site.get("/moods", (c) => c.html(moodsScreen()));

  site.get("/assets/:name", (c) => {
    const name = c.req.param("name");
    const type = ASSETS[name];
    if (!type) return c.text("Not found", 404);
    const text = readFileSync(new URL(`./assets/${name}`, import.meta.url), "utf8");
    return c.text(text, 200, { "Content-Type": `${type}; charset=utf-8`, "Cache-Control": "no-cache" });
  });

  /** Tells open screens which thread or feed changed; they read it afresh. */
  site.get("/live", (c) =>
    streamSSE(c, async (stream) => {
      const stop = platform.world.onChange((place?: Place) => {
        if (place)
          void stream.writeSSE({
            data: JSON.stringify({ personId: place.personId, pageId: place.pageId }),
          });
      });
      stream.onAbort(stop);
      await stream.writeSSE({ event: "open", data: "" });
      await new Promise<void>((resolve) => {
        stream.onAbort(resolve);
      });
    }),
  );
}
