import { byId, control, fill } from "./api.js";

const tell = (text) => {
  byId("told").textContent = text;
};

/** What a form says, without what was left empty: numbers as numbers, ticks as booleans. */
function valuesOf(form) {
  const values = {};
  for (const field of form.elements) {
    if (!field.name || field.tagName === "BUTTON") continue;
    if (field.type === "checkbox") values[field.name] = field.checked;
    else if (field.value !== "")
      values[field.name] = field.type === "number" ? Number(field.value) : field.value;
  }
  return values;
}

function onSubmit(id, act) {
  byId(id).addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      tell(await act(valuesOf(event.target), event.submitter));
      await refresh();
    } catch (error) {
      tell(error.message);
    }
  });
}

function show(form, values) {
  for (const field of form.elements) {
    if (!(field.name in values)) continue;
    if (field.type === "checkbox") field.checked = values[field.name];
    else field.value = values[field.name];
  }
}

async function refresh() {
  const [{ deliveries }, { calls }, { faults }] = await Promise.all([
    control("GET", "/deliveries?limit=30"),
    control("GET", "/calls?limit=30"),
    control("GET", "/faults"),
  ]);
  byId("deliveries").replaceChildren(
    ...(deliveries.length > 0 ? deliveries.map(deliveryRow) : [tableRow("None yet", "", "")]),
  );
  byId("calls").replaceChildren(
    ...calls.map(({ at, method, path, status, code }) =>
      tableRow(new Date(at).toLocaleTimeString(), `${method} ${path}`, status || "none", code ?? ""),
    ),
  );
  byId("faults").replaceChildren(
    ...faults.map(({ path, left }) => element("li", `${left} more for ${path ?? "any call"}`)),
  );
}

function deliveryRow({ state, body, attempts }) {
  const kinds = body.entry.map((entry) => {
    const change = entry.changes?.[0];
    if (change) return `${change.field}: ${change.value.item} ${change.value.verb}`;
    const event = (entry.messaging ?? entry.standby)?.[0] ?? {};
    return Object.keys(event).find((key) => !["sender", "recipient", "timestamp"].includes(key)) ?? "change";
  });
  return tableRow(
    state,
    [...new Set(kinds)].join(", "),
    attempts.map(({ status }) => status || "none").join(", "),
  );
}

const element = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });

function tableRow(...cells) {
  const row = document.createElement("tr");
  row.append(...cells.map((cell) => element("td", cell)));
  return row;
}

async function tick() {
  const { now, offsetSeconds } = await control("GET", "/clock");
  byId("now").textContent = new Date(now).toLocaleString();
  return offsetSeconds;
}

onSubmit("moods", async (values) => {
  await control("PUT", "/moods", values);
  return "Moods set.";
});
onSubmit("release", async ({ order }) => {
  const { delivered, failed } = await control("POST", "/deliveries/release", { order });
  return `Released: ${delivered} delivered, ${failed} failed.`;
});
onSubmit("fault", async (values) => {
  await control("POST", "/faults", values);
  return "Fault added.";
});
onSubmit("expire", async ({ pageId, subcode }) => {
  const { ended } = await control("POST", "/tokens/expire", { pageId, subcode: Number(subcode) });
  return ended === 1 ? "1 token ended." : `${ended} tokens ended.`;
});
onSubmit("restrict", async ({ pageId }, button) => {
  const restricted = button?.value === "yes";
  await control("POST", `/pages/${pageId}/restriction`, restricted ? { code: 10, subcode: 1893063 } : null);
  return restricted ? "The Page is restricted." : "The Page may write again.";
});
onSubmit("usage", async (values) => {
  await control("PUT", "/usage", values);
  return "Usage set.";
});
onSubmit("phone", async (values) => {
  await control("POST", "/phone", values);
  return "Phones set.";
});
byId("clear-faults").addEventListener("click", async () => {
  await control("DELETE", "/faults");
  tell("No faults any more.");
  await refresh();
});
for (const button of document.querySelectorAll("[data-hours]"))
  button.addEventListener("click", async () => {
    const offsetSeconds = (await tick()) + Number(button.dataset.hours) * 3_600;
    await control("PUT", "/clock", { offsetSeconds });
    await tick();
    tell("The clock was moved.");
  });
byId("reset-clock").addEventListener("click", async () => {
  await control("PUT", "/clock", { reset: true });
  await tick();
  tell("The clock is back on real time.");
});

const [state, moods] = await Promise.all([control("GET", "/state"), control("GET", "/moods")]);
for (const select of document.querySelectorAll("[data-pages]")) fill(select, state.pages, select.dataset.any);
show(byId("moods"), moods);
show(byId("phone"), state.phone);
await tick();
await refresh();
setInterval(tick, 1_000);
setInterval(refresh, 3_000);
