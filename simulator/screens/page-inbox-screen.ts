import { html } from "hono/html";
import { screen } from "./screen";

/** The Page's own inbox: somebody outside the workspace answers here. */
export function pageInboxScreen() {
  return screen({
    title: "Page inbox",
    kind: "phone",
    path: "/page-inbox",
    script: "page-inbox.js",
    content: html`
      <h1 class="hidden">Page inbox</h1>
      <form class="who" id="who">
        <label>Page <select id="page"></select></label>
        <label>Person <select id="person"></select></label>
        <label>Answer from <select id="app"></select></label>
        <p class="soft">What you write here goes out without the workspace. It hears of it through an echo.</p>
      </form>
      <section class="device inbox" aria-label="Conversation">
        <header class="thread-head">
          <span class="avatar" id="person-avatar" aria-hidden="true"></span>
          <div><strong id="person-name"></strong><span class="soft" id="window"></span></div>
        </header>
        <ol class="thread" id="thread" aria-label="Messages" aria-live="polite" tabindex="0"></ol>
        <p class="problem" id="problem" role="alert"></p>
        <form class="compose" id="compose">
          <div class="write">
            <input id="text" aria-label="Answer" placeholder="Answer as the Page" autocomplete="off">
            <button class="primary">Send</button>
          </div>
        </form>
      </section>
    `,
  });
}
