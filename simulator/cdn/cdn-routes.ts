import type { Context, Hono } from "hono";
import type { Bindings } from "../graph/graph-door";
import type { Platform } from "../platform";
import { portrait } from "./samples";

/** Pictures and files, under addresses that stop working after a while like the platform's own. */
export function mountCdn(app: Hono<Bindings>, { media }: Platform): void {
  app.get("/cdn/media/:id/:name", (c) => {
    const file = media.find(c.req.param("id"));
    if (!file) return c.text("Not found", 404);
    return media.isFresh(c.req.query("oe"))
      ? send(c, file.bytes, file.mime)
      : c.text("URL signature expired", 403);
  });

  app.get("/cdn/portraits/:name", (c) =>
    media.isFresh(c.req.query("oe"))
      ? send(c, portrait(c.req.param("name").replace(".png", "")), "image/png")
      : c.text("URL signature expired", 403),
  );
}

function send(c: Context, bytes: Buffer, mime: string): Response {
  return c.body(new Uint8Array(bytes), 200, {
    "Content-Type": mime,
    "Cache-Control": "private, max-age=3600",
  });
}
