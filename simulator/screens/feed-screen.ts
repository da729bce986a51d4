import { html } from "hono/html";
import { screen } from "./screen";

/** A Page's wall: choose who you are, then post, comment and react; as the Page also hide and remove. */
export function feedScreen() {
  return screen({
    title: "Page feed",
    kind: "feed",
    path: "/feed",
    script: "feed.js",
    content: html`
      <h1 class="hidden">Page feed</h1>
      <form class="panel fields" id="say">
        <label>Page <select id="page"></select></label>
        <label>You are <select id="actor"></select></label>
        <label>What you do <select id="what"></select></label>
        <label>Words <textarea id="text" rows="3"></textarea></label>
        <label class="tick" id="photo-line"><input type="checkbox" id="photo"> With a picture</label>
        <p class="problem" id="problem" role="alert"></p>
        <button class="primary">Post</button>
        <details class="more">
          <summary>Take the Page's comments for abuse</summary>
          <div class="fields">
            <p class="soft" id="block" role="status"></p>
            <label>Seconds <input id="block-seconds" type="number" min="1" value="120"></label>
            <div class="row">
              <button type="button" id="block-on">Block comments</button>
              <button type="button" id="block-off">Lift block</button>
            </div>
          </div>
        </details>
      </form>
      <section aria-label="Feed"><ol class="feed plain" id="feed"></ol></section>
    `,
  });
}
