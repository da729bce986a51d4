/** Calls the control API; a refusal is thrown with its sentence. */
export async function control(method, path, body) {
  const answer = await fetch(`/control${path}`, {
    method,
    headers: { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.error?.message ?? `The simulator answered ${answer.status}.`);
  return json;
}

export const byId = (id) => document.getElementById(id);

export function initials(name) {
  return name
    .split(" ")
    .slice(0, 2)
    .map((word) => [...word][0] ?? "")
    .join("");
}

/** Fills a select with entities, and keeps what was chosen. */
export function fill(select, entities, first) {
  const chosen = select.value;
  const options = entities.map(({ id, name }) => new Option(name, id));
  select.replaceChildren(...(first ? [new Option(first, "")] : []), ...options);
  if (chosen) select.value = chosen;
}

/** Calls back when this thread changes, at most five times a second. */
export function followThread(chosen, refresh) {
  let waiting = null;
  const soon = () => {
    if (waiting) return;
    waiting = setTimeout(() => {
      waiting = null;
      refresh();
    }, 200);
  };
  const events = new EventSource("/live");
  events.addEventListener("open", soon);
  events.addEventListener("message", ({ data }) => {
    const { personId, pageId } = JSON.parse(data);
    const now = chosen();
    if (personId === now.personId && pageId === now.pageId) soon();
  });
  setInterval(soon, 5_000);
}

/** Keeps the choice in the address, so that it survives a reload and can be linked. */
export function remember(names) {
  const address = new URL(location.href);
  for (const name of names) {
    const select = byId(name);
    if (address.searchParams.has(name)) select.value = address.searchParams.get(name);
    if (select.selectedIndex < 0) select.selectedIndex = 0;
    select.addEventListener("change", () => {
      address.searchParams.set(name, select.value);
      history.replaceState(null, "", address);
    });
  }
}
