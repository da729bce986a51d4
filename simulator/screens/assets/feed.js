import { byId, control, fill, followThread, remember } from "./api.js";
import { postItem } from "./publications.js";

const AS_PERSON = {
  posts: "Post on the Page's wall",
  mentions: "Mention the Page elsewhere",
  positive: "Recommend the Page",
  negative: "Don't recommend the Page",
};
const AS_PAGE = { post: "Post", draft: "Post, not published", ad: "Ad" };

/** "" = the Page itself. */
const actor = () => byId("actor").value;
const pageId = () => byId("page").value;

/** The one field that is open below a post or comment: `{id, mode, text}`. */
let writing = null;
let shown = "";
let posts = [];

async function attempt(work) {
  byId("problem").textContent = "";
  try {
    await work();
    await refresh();
  } catch (error) {
    byId("problem").textContent = error.message;
  }
}

const asPerson = (path, body) => control("POST", `/people/${actor()}/${path}`, { pageId: pageId(), ...body });
const asPage = (path, body) => control("POST", `/pages/${pageId()}/${path}`, body);
const moderate = (id, action, more) => asPage("moderation", { id, action, ...more });

const hands = () => ({
  actor: actor(),
  writing,
  write: (node, mode) => {
    writing = { id: node.id, mode, text: mode === "edit" ? (node.text ?? "") : "" };
    draw(true);
    document.querySelector("[data-writing]")?.focus();
  },
  change: (text) => {
    writing.text = text;
  },
  stop: () => {
    const { id } = writing;
    writing = null;
    draw(true);
    byId(id)?.querySelector(".acts button")?.focus();
  },
  send: (photo) => attempt(() => sendWriting(photo)),
  act: (node, action, value) => attempt(() => actOn(node, action, value)),
});

async function sendWriting(photo) {
  const { id, mode, text } = writing;
  const words = text.trim();
  if (!words && !photo) return;
  if (mode === "edit")
    await (actor() ? asPerson("public-edits", { id, text: words }) : moderate(id, "edit", { text: words }));
  else {
    const said = { to: id, ...(words ? { text: words } : {}), photo };
    await (actor() ? asPerson("comments", said) : asPage("comments", said));
  }
  writing = null;
}

function actOn({ id }, action, value) {
  if (action === "react") return asPerson("public-reactions", { to: id, reaction: value });
  if (action === "remove" && actor()) return asPerson("public-removals", { id });
  return moderate(id, action);
}

function post() {
  const what = byId("what").value;
  const text = byId("text").value.trim();
  const photo = byId("photo").checked;
  const words = text ? { text } : {};
  if (!actor())
    return asPage("posts", { ...words, picture: photo, published: what === "post", promoted: what === "ad" });
  if (what === "posts" || what === "mentions") return asPerson(what, { ...words, photo });
  return asPerson("ratings", { ...words, recommendation: what });
}

async function refresh() {
  const chosen = pageId();
  if (!chosen) return;
  const feed = await control("GET", `/pages/${chosen}/feed`);
  if (chosen !== pageId()) return;
  ({ posts } = feed);
  byId("block").textContent = feed.commentBlockUntil
    ? `Comments by apps are refused until ${new Date(feed.commentBlockUntil).toLocaleTimeString()}.`
    : "Comments by apps are let through.";
  draw(false);
}

/** Draws the feed afresh when it differs from what stands there; an open field keeps its words and the focus. */
function draw(anyway) {
  const now = JSON.stringify(posts, (key, value) => (key === "url" ? undefined : value));
  if (now === shown && !anyway) return;
  shown = now;
  const focused = document.activeElement?.matches("[data-writing]")
    ? document.activeElement.selectionStart
    : null;
  const items = [...posts].reverse().map((one) => postItem(one, hands()));
  byId("feed").replaceChildren(...items);
  if (items.length === 0) byId("feed").append(nothingYet());
  const field = document.querySelector("[data-writing]");
  if (!field || focused === null) return;
  field.focus();
  field.setSelectionRange(focused, focused);
}

function nothingYet() {
  return Object.assign(document.createElement("li"), {
    className: "empty",
    textContent: "Nothing stands here yet. Post something.",
  });
}

function chooseActor() {
  const choices = Object.entries(actor() ? AS_PERSON : AS_PAGE).map(([id, name]) => ({ id, name }));
  fill(byId("what"), choices);
  if (byId("what").selectedIndex < 0) byId("what").selectedIndex = 0;
  writing = null;
  chooseWhat();
  draw(true);
}

function chooseWhat() {
  byId("photo-line").hidden = ["positive", "negative"].includes(byId("what").value);
}

/** What a permalink leads to: a post, or the comment it names below it. */
function showLinked(named) {
  const post = named.get("post");
  const comment = named.get("comment_id");
  const linked = byId(comment ? `${post?.split("_").at(-1)}_${comment}` : (post ?? ""));
  linked?.classList.add("linked");
  linked?.scrollIntoView({ block: comment ? "center" : "start" });
}

byId("say").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(async () => {
    await post();
    byId("text").value = "";
    byId("photo").checked = false;
  });
});
byId("block-on").addEventListener("click", () =>
  attempt(() =>
    control("PUT", `/pages/${pageId()}/comment-block`, { seconds: Number(byId("block-seconds").value) }),
  ),
);
byId("block-off").addEventListener("click", () =>
  attempt(() => control("PUT", `/pages/${pageId()}/comment-block`, { seconds: null })),
);

const { people, pages } = await control("GET", "/state");
fill(byId("page"), pages);
fill(byId("actor"), people, "The Page itself");
byId("actor").value = people[0]?.id ?? "";
remember(["page", "actor"]);
byId("page").addEventListener("change", refresh);
byId("actor").addEventListener("change", chooseActor);
byId("what").addEventListener("change", chooseWhat);
if (pages.length === 0)
  byId("problem").textContent = "There is nobody here yet. Create the demo world on the start page.";
chooseActor();
await refresh();
showLinked(new URL(location.href).searchParams);
followThread(() => ({ pageId: pageId() }), refresh);
