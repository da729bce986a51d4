import { html, raw } from "hono/html";

interface Screen {
  title: string;
  kind: "page" | "dialog" | "phone";
  content: ReturnType<typeof html>;
  /** The name of the script in `assets/` that brings the screen to life. */
  script?: string;
}

/** The frame of every screen: a banner that says what this is, links between the screens, the content. */
export function screen({ title, kind, content, script }: Screen) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>${title} · Simulator</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="/assets/screens.css">
        ${script ? raw(`<script type="module" src="/assets/${script}"></script>`) : ""}
      </head>
      <body class="${kind}">
        <p class="banner" role="note">Simulator – not a real platform</p>
        ${kind === "dialog" ? "" : navigation()}
        <main>${content}</main>
      </body>
    </html>`;
}

function navigation() {
  return html`<nav aria-label="Screens">
    <a href="/">Start</a>
    <a href="/phone">Phone</a>
    <a href="/page-inbox">Page inbox</a>
    <a href="/moods">Moods</a>
  </nav>`;
}
