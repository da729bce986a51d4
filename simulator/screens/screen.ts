import { html, raw } from "hono/html";

interface Screen {
  title: string;
  kind: "page" | "dialog" | "phone" | "feed";
  content: ReturnType<typeof html>;
  /** The name of the script in `assets/` that brings the screen to life. */
  script?: string;
  /** Where this screen stands, for the navigation. */
  path?: string;
}

/** The frame of every screen: a banner that says what this is, links between the screens, the content. */
export function screen({ title, kind, content, script, path }: Screen) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>${title} · Simulator</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="/assets/screens.css">
        ${kind === "page" ? "" : raw(`<link rel="stylesheet" href="/assets/${kind}.css">`)}
        ${script ? raw(`<script type="module" src="/assets/${script}"></script>`) : ""}
      </head>
      <body class="${kind}">
        <header class="banner">Simulator – not a real platform</header>
        ${kind === "dialog" ? "" : navigation(path)}
        <main>${content}</main>
      </body>
    </html>`;
}

const SCREENS = [
  ["/", "Start"],
  ["/phone", "Phone"],
  ["/feed", "Page feed"],
  ["/page-inbox", "Page inbox"],
  ["/moods", "Moods"],
] as const;

function navigation(here: string | undefined) {
  return html`<nav aria-label="Screens">
    ${SCREENS.map(([path, name]) => html`<a href="${path}" ${path === here ? raw('aria-current="page"') : ""}>${name}</a>`)}
  </nav>`;
}
