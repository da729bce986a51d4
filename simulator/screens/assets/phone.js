import { byId, control, fill, followThread, initials, remember } from "./api.js";
import { drawThread } from "./bubbles.js";

const chosen = () => ({ personId: byId("person").value, pageId: byId("page").value });
const act = async (path, body = {}) => {
  const { personId, pageId } = chosen();
  byId("problem").textContent = "";
  try {
    await control("POST", `/people/${personId}/${path}`, { pageId, ...body });
    await refresh();
  } catch (error) {
    byId("problem").textContent = error.message;
  }
};

async function refresh() {
  const { personId, pageId } = chosen();
  if (!personId || !pageId) return;
  const thread = await control("GET", `/people/${personId}/threads/${pageId}?limit=200`);
  const now = chosen();
  if (now.personId !== personId || now.pageId !== pageId) return;

  drawThread(thread.messages, "person", tap);
  byId("typing").textContent = thread.typing ? `${byId("page-name").textContent} is typing…` : "";
  byId("window").textContent = thread.windowEndsAt
    ? `May answer until ${new Date(thread.windowEndsAt).toLocaleString()}`
    : "";
  drawQuickReplies(thread.messages.at(-1));
  const unseen = thread.messages.some(({ from, seen }) => from === "page" && !seen);
  if (unseen && byId("looking").checked && document.visibilityState === "visible") await act("reads");
}

function drawQuickReplies(last) {
  const replies = last?.from === "page" ? last.quickReplies : [];
  byId("quick").replaceChildren(
    ...replies.map(({ title, payload, content_type: kind }) => {
      const text = title ?? (kind === "user_email" ? "maria@example.com" : "+31600000000");
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: text });
      button.addEventListener("click", () => act("messages", { text, quickReplyPayload: payload ?? text }));
      return button;
    }),
  );
}

function tap(button) {
  if (button.type === "postback") act("postbacks", { title: button.title, payload: button.payload });
  else if (button.url) open(button.url, "_blank", "noopener");
}

function nameThePage() {
  const name = byId("page").selectedOptions[0]?.textContent ?? "";
  byId("page-name").textContent = name;
  byId("page-avatar").textContent = initials(name);
  refresh();
}

byId("compose").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = byId("text").value.trim();
  if (!text) return;
  byId("text").value = "";
  act("messages", { text });
});
for (const button of document.querySelectorAll("[data-attach]"))
  button.addEventListener("click", () => act("messages", { attachments: [{ type: button.dataset.attach }] }));
byId("tap").addEventListener("click", () =>
  act("postbacks", { title: byId("postback-title").value, payload: byId("postback-payload").value }),
);
byId("follow").addEventListener("click", () => act("referrals", { ref: byId("ref").value }));

const { people, pages } = await control("GET", "/state");
fill(byId("person"), people);
fill(byId("page"), pages);
remember(["person", "page"]);
for (const id of ["person", "page"]) byId(id).addEventListener("change", nameThePage);
document.addEventListener("visibilitychange", refresh);
if (people.length === 0 || pages.length === 0)
  byId("problem").textContent = "There is nobody here yet. Create the demo world on the start page.";
nameThePage();
followThread(chosen, refresh);
