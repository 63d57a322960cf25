/* A form that saves itself, and keeps an unsent copy on this device.
   <form data-autosave data-url="…" data-key="product:12:user:5" data-saved="Saved" data-saving="Saving" data-kept="No network: kept on this phone">
     … <input type="hidden" name="version" value="3"> … <p class="saved" role="status" data-saved-status></p>
   The address answers 200 {"version": 4} (optional), 4xx {"error": "…"}, or 409 {"error": "…", "html": "…"} when somebody else saved meanwhile. */
const DELAY = 800;
const clock = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const place = `draft:${form.dataset.key}`;
  const status = form.querySelector("[data-saved-status]");
  const version = form.elements.namedItem("version");
  let timer;
  let sending = false;
  let changed = false;
  let stopped = false;

  const values = () => [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
  const store = {
    keep(more = {}) {
      try { localStorage.setItem(place, JSON.stringify({ values: values(), version: version?.value, ...more })); } catch { /* full, or not allowed: the server still has the last saving */ }
    },
    read() {
      try { return JSON.parse(localStorage.getItem(place)); } catch { return null; }
    },
    drop() {
      try { localStorage.removeItem(place); } catch { /* nothing kept, then */ }
    },
  };

  function fill(entries) {
    const kept = new Map();
    for (const [name, value] of entries) kept.set(name, [...(kept.get(name) ?? []), value]);
    for (const field of form.elements) {
      if (!field.name || field.type === "file" || field.name === "csrfmiddlewaretoken") continue;
      const wanted = kept.get(field.name) ?? [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = wanted.includes(field.value);
      else if (field.multiple && field.options) for (const option of field.options) option.selected = wanted.includes(option.value);
      else if (wanted.length) field.value = wanted.shift();
    }
  }

  function conflict(answer) {
    stopped = true;
    const box = document.createElement("div");
    box.className = "notice bad";
    box.setAttribute("role", "alert");
    if (answer.html) box.innerHTML = answer.html;
    else box.textContent = answer.error ?? "";
    form.prepend(box);
    box.scrollIntoView({ block: "center" });
  }

  async function save() {
    clearTimeout(timer);
    if (stopped) return;
    if (sending) { changed = true; return; }
    sending = true;
    changed = false;
    store.keep();
    status.textContent = form.dataset.saving;
    try {
      const response = await fetch(form.dataset.url, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      const answer = response.headers.get("Content-Type")?.includes("json") ? await response.json() : {};
      if (response.status === 409) conflict(answer);
      else if (response.ok && !response.redirected) {
        if (version && answer.version !== undefined) version.value = answer.version;
        if (!changed) store.drop();
        status.textContent = `${form.dataset.saved} ${clock()}`;
      } else status.textContent = answer.error ?? form.dataset.kept;
    } catch {
      status.textContent = form.dataset.kept;
      timer = setTimeout(save, 15_000);
    } finally {
      sending = false;
    }
    if (changed) timer = setTimeout(save, DELAY);
  }

  const later = () => {
    if (stopped) return;
    changed = sending;
    store.keep();
    clearTimeout(timer);
    timer = setTimeout(save, DELAY);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  addEventListener("online", () => store.read() && save());
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (sending) { // the button's sending would carry the version that the saving under way is just replacing
      event.preventDefault();
      const { submitter } = event;
      const wait = setInterval(() => {
        if (sending) return;
        clearInterval(wait);
        if (!stopped) form.requestSubmit(submitter);
      }, 50);
      return;
    }
    stopped = true;
    store.keep({ submitted: true });
  });
  addEventListener("pageshow", (event) => event.persisted && (stopped = false));

  /* What did not get through last time comes back; what was sent by the button and arrived does not. */
  const left = store.read();
  if (left?.submitted && left.version !== version?.value) store.drop();
  else if (left?.submitted && !version) store.drop();
  else if (left) { fill(left.values); save(); }
}
