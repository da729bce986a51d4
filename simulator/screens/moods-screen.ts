import { html } from "hono/html";
import { screen } from "./screen";

/** The platform's moods, each with the button that brings it about. */
export function moodsScreen() {
  return screen({
    title: "Moods",
    kind: "page",
    path: "/moods",
    script: "moods.js",
    content: html`
      <h1>Moods</h1>
      <p class="lead">What the platform does to you today. Each change takes effect at once.</p>
      <p class="told" id="told" role="status"></p>
      <div class="panels">${webhooks()} ${held()} ${faults()} ${clock()} ${tokens()} ${usage()} ${phones()}</div>
      ${calls()}
    `,
  });
}

const webhooks = () => html`<section class="panel">
  <h2>Webhooks</h2>
  <form id="moods" class="fields">
    <label class="tick"><input type="checkbox" name="hold"> Hold everything back</label>
    <label class="tick"><input type="checkbox" name="shuffle"> Shuffle the order</label>
    <label>Share lost on the way (0 to 1) <input name="drop" type="number" min="0" max="1" step="0.05"></label>
    <label>Each arrives so many times <input name="repeat" type="number" min="1" max="100"></label>
    <label>Delay in milliseconds <input name="delayMs" type="number" min="0"></label>
    <label>Events in one delivery <input name="perDelivery" type="number" min="1" max="1000"></label>
    <button class="primary">Set moods</button>
  </form>
</section>`;

const held = () => html`<section class="panel">
  <h2>Deliveries</h2>
  <form id="release" class="fields">
    <label>Order <select name="order"><option>sent</option><option>reverse</option><option>shuffled</option></select></label>
    <button>Release what is held</button>
  </form>
  <div class="scroll" tabindex="0" role="region" aria-label="Latest deliveries"><table><thead><tr><th>State</th><th>Event</th><th>Answers</th></tr></thead><tbody id="deliveries"></tbody></table></div>
</section>`;

const faults = () => html`<section class="panel">
  <h2>Make a call fail</h2>
  <form id="fault" class="fields">
    <label>Path (regular expression) <input name="path" value="/messages$"></label>
    <label>Times <input name="times" type="number" min="1" value="1"></label>
    <label>Error code <input name="code" type="number" placeholder="2"></label>
    <label>Subcode <input name="subcode" type="number"></label>
    <label>HTTP status <input name="status" type="number" placeholder="500"></label>
    <label>When <select name="when"><option value="before">before the work</option><option value="after">after the work is done</option></select></label>
    <label>Delay in milliseconds <input name="delayMs" type="number" min="0"></label>
    <label class="tick"><input type="checkbox" name="hang"> Never answer</label>
    <label class="tick"><input type="checkbox" name="cut"> Cut the connection</label>
    <button class="primary">Add fault</button>
    <button type="button" id="clear-faults">Clear all faults</button>
  </form>
  <ul class="plain" id="faults"></ul>
</section>`;

const clock = () => html`<section class="panel">
  <h2>Clock</h2>
  <p>The platform's time is <strong id="now"></strong></p>
  <div class="row" role="group" aria-label="Move the clock">
    <button data-hours="1">+1 hour</button>
    <button data-hours="23">+23 hours</button>
    <button data-hours="24">+24 hours</button>
    <button data-hours="168">+7 days</button>
    <button id="reset-clock">Back to real time</button>
  </div>
</section>`;

const tokens = () => html`<section class="panel">
  <h2>Tokens and Pages</h2>
  <form id="expire" class="fields">
    <label>Page <select name="pageId" data-pages></select></label>
    <label>Reason <select name="subcode">
      <option value="463">463 expired</option>
      <option value="460">460 password changed</option>
      <option value="458">458 app removed</option>
      <option value="492">492 role lost</option>
      <option value="467">467 invalid</option>
    </select></label>
    <button>End its tokens</button>
  </form>
  <form id="restrict" class="fields">
    <label>Page <select name="pageId" data-pages></select></label>
    <button name="restricted" value="yes">Restrict from messaging</button>
    <button name="restricted" value="no">Lift restriction</button>
  </form>
</section>`;

const usage = () => html`<section class="panel">
  <h2>Rate limits</h2>
  <form id="usage" class="fields">
    <label>Page <select name="pageId" data-pages data-any="The whole app"></select></label>
    <label>Used, in percent <input name="callCount" type="number" min="0" value="101"></label>
    <label>Error code <input name="code" type="number" placeholder="by kind of call"></label>
    <button>Set usage</button>
  </form>
</section>`;

const phones = () => html`<section class="panel">
  <h2>Phones</h2>
  <form id="phone" class="fields">
    <label class="tick"><input type="checkbox" name="autoDeliver"> Confirm delivery by themselves</label>
    <label class="tick"><input type="checkbox" name="autoRead"> Confirm reading by themselves</label>
    <button>Set phones</button>
  </form>
</section>`;

const calls = () => html`<section class="panel">
  <h2>Latest calls</h2>
  <div class="scroll" tabindex="0" role="region" aria-label="Latest calls"><table><thead><tr><th>Time</th><th>Call</th><th>Status</th><th>Code</th></tr></thead><tbody id="calls"></tbody></table></div>
</section>`;
