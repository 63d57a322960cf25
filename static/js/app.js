/* What every page may use: toasts with undo, dialogs, one send per click, share, and htmx's errors said aloud. */
const on = (type, handler, root = document) => root.addEventListener(type, handler);
const toasts = document.querySelector("[data-toasts]");
const STAY = 8000;

/* Toasts leave by themselves, unless somebody is about to press their button. */
function watchToast(toast) {
  const close = toast.querySelector("[data-dismiss]");
  const leave = () => {
    toast.classList.add("bye");
    setTimeout(() => toast.remove(), 250);
  };
  const leaveUnlessHeld = () => (toast.matches(":hover, :focus-within") ? setTimeout(leaveUnlessHeld, 2000) : leave());
  close.hidden = false;
  on("click", leave, close);
  if (!toast.classList.contains("error")) setTimeout(leaveUnlessHeld, toast.querySelector("form") ? STAY * 2 : STAY);
}

function say(text, kind = "") {
  const toast = toasts.querySelector("template").content.firstElementChild.cloneNode(true);
  toast.querySelector("span").textContent = text;
  if (kind) toast.classList.add(kind);
  toasts.append(toast);
  watchToast(toast);
}

toasts?.querySelectorAll("[data-toast]").forEach(watchToast);
document.querySelector("[data-focus]")?.focus();
on("exportready:say", (event) => say(event.detail.text ?? event.detail.value, event.detail.kind));

on("click", (event) => {
  const said = event.target.closest("[data-toast-text]");
  if (said) say(said.dataset.toastText);

  /* Dialogs, in browsers without invoker commands. */
  const opener = event.target.closest("button[commandfor]");
  if (opener && !("commandForElement" in HTMLButtonElement.prototype)) {
    const dialog = document.getElementById(opener.getAttribute("commandfor"));
    if (opener.getAttribute("command") === "show-modal") dialog?.showModal();
    else dialog?.close();
  }
  if (event.target.matches("dialog")) event.target.close();

  /* The phone's own sheet; where there is none the link opens WhatsApp. */
  const share = event.target.closest("[data-share]");
  if (share && navigator.share) {
    event.preventDefault();
    navigator.share({ url: share.dataset.share, text: share.dataset.text }).catch(() => {});
  }

  document.querySelectorAll("details.menu[open]").forEach((menu) => menu.contains(event.target) || (menu.open = false));
});

on("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

/* A second press while the first is under way sends nothing. Back brings the form back to life. */
on("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.matches("[hx-post], [hx-get]")) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  event.submitter?.setAttribute("aria-busy", "true");
});
on("pageshow", (event) => {
  if (!event.persisted) return;
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  document.querySelectorAll("form [aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}, window);

/* htmx: a button outside a form carries the token too; what fails is said. */
on("htmx:config:request", ({ detail: { ctx } }) => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (token && ctx.request.method !== "GET") ctx.request.headers["X-CSRFToken"] = token;
});
on("htmx:error", () => say(toasts.dataset.offline, "error"));
on("htmx:response:error", ({ detail: { ctx } }) => {
  const { status } = ctx.response;
  if (status >= 500) say(toasts.dataset.fault, "error");
  else if ([401, 403, 404, 429].includes(status)) say(toasts.dataset.refused, "error");
});
