import { initials } from "./api.js";

const REACTIONS = {
  like: "👍 Like",
  love: "❤️ Love",
  care: "🤗 Care",
  haha: "😆 Haha",
  wow: "😮 Wow",
  sorry: "😢 Sad",
  anger: "😠 Angry",
};
const KINDS = { visitor: "Visitor", elsewhere: "On another wall", rating: "Rating" };

const make = (tag, className, ...children) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
};

const button = (text, onClick) => {
  const element = make("button", "", text);
  element.type = "button";
  element.addEventListener("click", onClick);
  return element;
};

/** A post with everything below it. `hands` says who looks, what is being written, and what the buttons do. */
export function postItem(post, hands) {
  const item = make("li", "post panel", publication(post, hands));
  item.id = post.id;
  if (post.comments.length > 0) item.append(commentList(post.comments, hands));
  return item;
}

function commentList(comments, hands) {
  return make("ol", "comments plain", ...comments.map((comment) => commentItem(comment, hands)));
}

function commentItem(comment, hands) {
  const item = make("li", "comment", publication(comment, hands));
  item.id = comment.id;
  if (comment.comments.length > 0) item.append(commentList(comment.comments, hands));
  return item;
}

function publication(node, hands) {
  const { writing } = hands;
  const parts = [head(node), words(node)];
  if (!node.removed) parts.push(reactionLine(node), actions(node, hands));
  if (!node.removed && writing?.id === node.id) parts.push(writeForm(node, writing, hands));
  const article = make("article", node.removed ? "removed" : node.hidden ? "dimmed" : "", ...parts);
  article.setAttribute(
    "aria-label",
    `${node.from.name}: ${node.text ?? (node.removed ? "removed" : "a picture")}`,
  );
  return article;
}

function head(node) {
  const avatar = make("span", "avatar", initials(node.from.name));
  avatar.setAttribute("aria-hidden", "true");
  const time = make(
    "time",
    "soft",
    new Date(node.createdAt).toLocaleString([], { dateStyle: "medium", timeStyle: "short" }),
  );
  time.dateTime = node.createdAt;
  return make(
    "header",
    "said-by",
    avatar,
    make("div", "", make("strong", "", node.from.name), time),
    badges(node),
  );
}

function badges(node) {
  const names = [
    node.promoted ? (node.published ? "Boosted" : "Ad") : null,
    node.published === false && !node.promoted ? "Not published" : null,
    KINDS[node.kind],
    node.recommendation === "positive" ? "Recommends" : null,
    node.recommendation === "negative" ? "Doesn't recommend" : null,
    node.hidden ? "Hidden" : null,
    node.editedAt && !node.removed ? "Edited" : null,
    node.privateReplyUsed ? "Answered in private" : null,
  ];
  return make("span", "badges", ...names.filter(Boolean).map((name) => make("span", "badge", name)));
}

function words(node) {
  if (node.removed) return make("p", "soft", "Removed");
  const text = make("p", "words", node.text ?? "");
  text.dir = "auto";
  const block = make("div", "said", text);
  if (node.link)
    block.append(
      Object.assign(make("a", "", node.link), { href: node.link, target: "_blank", rel: "noopener" }),
    );
  if (node.media) block.append(picture(node.media));
  return block;
}

function picture({ url, mime }) {
  if (mime?.startsWith("video/")) return Object.assign(make("video"), { src: url, controls: true });
  return Object.assign(make("img"), { src: url, alt: "Picture" });
}

function reactionLine(node) {
  const given = Object.values(node.reactions).map((reaction) => REACTIONS[reaction].split(" ")[0]);
  if (node.likedByPage) given.push("👍 by the Page");
  return given.length > 0 ? make("p", "soft", given.join(" ")) : null;
}

function actions(node, { actor, write, act }) {
  const asPage = actor === "";
  const own = asPage ? node.from.personId === null : node.from.personId === actor;
  const row = make(
    "div",
    "row acts",
    button(node.kind ? "Comment" : "Reply", () => write(node, "comment")),
  );
  row.append(asPage ? likeAsPage(node, act) : reactionChoice(node, actor, act));
  if (own) row.append(button("Edit", () => write(node, "edit")));
  if (asPage && !own)
    row.append(button(node.hidden ? "Unhide" : "Hide", () => act(node, node.hidden ? "unhide" : "hide")));
  if (own || asPage) row.append(button("Remove", () => act(node, "remove")));
  return row;
}

function likeAsPage(node, act) {
  const like = button("Like", () => act(node, node.likedByPage ? "unlike" : "like"));
  like.setAttribute("aria-pressed", String(node.likedByPage));
  return like;
}

function reactionChoice(node, actor, act) {
  const choice = make("select", "react", new Option("React", ""));
  choice.setAttribute("aria-label", "React");
  for (const [value, name] of Object.entries(REACTIONS)) choice.append(new Option(name, value));
  choice.value = node.reactions[actor] ?? "";
  choice.addEventListener("change", () => act(node, "react", choice.value || null));
  return choice;
}

function writeForm(node, writing, { change, stop, send }) {
  const field = Object.assign(make("input"), { value: writing.text, autocomplete: "off" });
  const own = writing.mode === "edit";
  field.setAttribute("aria-label", own ? "New words" : `Answer to ${node.from.name}`);
  field.dataset.writing = "";
  field.addEventListener("input", () => change(field.value));
  field.addEventListener("keydown", ({ key }) => key === "Escape" && stop());
  const go = make("button", "primary", own ? "Save" : "Send");
  const form = make("form", "write", field, go);
  if (!own) form.append(button("Picture", () => send(true)));
  form.append(button("Cancel", stop));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(false);
  });
  return form;
}
