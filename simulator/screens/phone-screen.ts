import { html } from "hono/html";
import { screen } from "./screen";

/** A consumer's phone: who am I, which Page do I write to, and the conversation. */
export function phoneScreen() {
  return screen({
    title: "Phone",
    kind: "phone",
    path: "/phone",
    script: "phone.js",
    content: html`
      <h1 class="hidden">Phone</h1>
      <form class="who" id="who">
        <label>Person <select id="person"></select></label>
        <label>Page <select id="page"></select></label>
        <details class="more">
          <summary>More things to do</summary>
          <div class="fields">
            <label class="tick"><input type="checkbox" id="looking" checked> Mark as seen when I look</label>
            <label>Button title <input id="postback-title" value="Get started"></label>
            <label>Payload <input id="postback-payload" value="GET_STARTED"></label>
            <button type="button" id="tap">Tap button</button>
            <label>m.me reference <input id="ref" value="spring"></label>
            <button type="button" id="follow">Follow link</button>
          </div>
        </details>
      </form>
      <section class="device" aria-label="Messenger">
        <header class="thread-head">
          <span class="avatar" id="page-avatar" aria-hidden="true"></span>
          <div><strong id="page-name"></strong><span class="soft" id="window"></span></div>
        </header>
        <ol class="thread" id="thread" aria-label="Messages" aria-live="polite" tabindex="0"></ol>
        <p class="typing" id="typing" role="status"></p>
        <div class="quick" id="quick" role="group" aria-label="Quick replies"></div>
        <p class="problem" id="problem" role="alert"></p>
        <form class="compose" id="compose">
          <div class="attach" role="group" aria-label="Attach">
            <button type="button" data-attach="image">Image</button>
            <button type="button" data-attach="sticker">Sticker</button>
            <button type="button" data-attach="audio">Voice</button>
            <button type="button" data-attach="video">Video</button>
            <button type="button" data-attach="file">File</button>
            <button type="button" data-attach="location">Place</button>
          </div>
          <div class="write">
            <input id="text" aria-label="Message" placeholder="Message" autocomplete="off">
            <button class="primary">Send</button>
          </div>
        </form>
      </section>
    `,
  });
}
