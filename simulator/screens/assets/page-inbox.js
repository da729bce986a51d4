import { byId, control, fill, followThread, initials, remember } from "./api.js";
import { drawThread } from "./bubbles.js";

const chosen = () => ({ personId: byId("person").value, pageId: byId("page").value });

async function refresh() {
  const { personId, pageId } = chosen();
  if (!personId || !pageId) return;
  const name = byId("person").selectedOptions[0]?.textContent ?? "";
  byId("person-name").textContent = name;
  byId("person-avatar").textContent = initials(name);
  const thread = await control("GET", `/people/${personId}/threads/${pageId}?limit=200`);
  drawThread(thread.messages, "page");
  byId("window").textContent = thread.windowEndsAt
    ? `Window until ${new Date(thread.windowEndsAt).toLocaleString()}`
    : "No open window";
}

byId("compose").addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = byId("text").value.trim();
  if (!text) return;
  byId("text").value = "";
  byId("problem").textContent = "";
  const { personId, pageId } = chosen();
  const appId = byId("app").value;
  try {
    if (appId) await control("POST", `/pages/${pageId}/app-messages`, { personId, text, appId });
    else await control("POST", `/pages/${pageId}/inbox-messages`, { personId, text });
    await refresh();
  } catch (error) {
    byId("problem").textContent = error.message;
  }
});

const { people, pages, apps } = await control("GET", "/state");
fill(byId("page"), pages);
fill(byId("person"), people);
fill(byId("app"), apps, "The Page's own inbox");
remember(["page", "person"]);
for (const id of ["person", "page"]) byId(id).addEventListener("change", refresh);
refresh();
followThread(chosen, refresh);
