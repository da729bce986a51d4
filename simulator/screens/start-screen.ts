import { html } from "hono/html";
import type { Platform } from "../platform";
import { screen } from "./screen";

/** What this is, and where things are. */
export function startScreen({ world, baseUrl }: Platform) {
  const counts = [
    [world.apps.size, "app", "apps"],
    [world.users.size, "account", "accounts"],
    [world.pages.size, "Page", "Pages"],
    [world.people.size, "person", "people"],
    [world.threads.size, "thread", "threads"],
    [world.messages.size, "message", "messages"],
    [world.posts.size, "post", "posts"],
    [world.comments.size, "comment", "comments"],
  ] as const;
  return screen({
    title: "Start",
    kind: "page",
    path: "/",
    content: html`
      <h1>A platform to practise with</h1>
      <p class="lead">
        This program answers like the platform that carries your Page's messages: login, tokens, sending, signed
        webhooks, and every refusal. Nothing leaves this machine, and nobody here is real.
      </p>
      <ul class="plain cards">
        <li><a href="/phone"><strong>Phone</strong><span>Be a customer: write, send a picture, tap a button, see the answers.</span></a></li>
        <li><a href="/feed"><strong>Page feed</strong><span>Post, comment and react for all to see; hide and remove as the Page.</span></a></li>
        <li><a href="/page-inbox"><strong>Page inbox</strong><span>Answer as the Page from outside the workspace.</span></a></li>
        <li><a href="/moods"><strong>Moods</strong><span>Hold, repeat, shuffle or lose webhooks; make calls fail; move the clock; end tokens.</span></a></li>
      </ul>
      <h2>In this world</h2>
      ${world.pages.size === 0 ? emptyWorld() : worldCounts(counts)}
      <h2>For programs</h2>
      <dl class="facts">
        <dt>Graph</dt><dd><code>${baseUrl}/v26.0</code></dd>
        <dt>Login dialog</dt><dd><code>${baseUrl}/v26.0/dialog/oauth</code></dd>
        <dt>Control API</dt><dd><code>${baseUrl}/control/state</code></dd>
      </dl>
    `,
  });
}

function worldCounts(counts: readonly (readonly [count: number, one: string, many: string])[]) {
  return html`<dl class="counts">
    ${counts.map(([count, one, many]) => html`<div><dt>${count === 1 ? one : many}</dt><dd>${count}</dd></div>`)}
  </dl>`;
}

function emptyWorld() {
  return html`<div class="empty">
    <p>Nobody is here yet. The demo world has a coffee shop with four Pages, five accounts and six customers.</p>
    <form method="post" action="/demo-world"><button class="primary">Create the demo world</button></form>
  </div>`;
}
