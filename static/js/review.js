/* The review page: scores by the keys 1 to 5, a count of what is scored, and pins that follow the list of findings. */
const scales = () => [...document.querySelectorAll("[data-scale]")];
const typing = (target) => target.matches("textarea, select, input:not([type=radio], [type=checkbox])");

function count() {
  const place = document.querySelector("[data-scored]");
  if (place) place.textContent = scales().filter((scale) => scale.querySelector(":checked")).length;
}

/* A figure scores the criterion in hand, else the first without a score, and goes on to the next. */
document.addEventListener("keydown", (event) => {
  if (!/^[1-5]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const all = scales();
  const scale = event.target.closest("[data-scale]") ?? all.find((one) => !one.querySelector(":checked"));
  const radio = scale?.querySelector(`input[value="${event.key}"]`);
  if (!radio) return;
  event.preventDefault();
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
  const next = all[all.indexOf(scale) + 1];
  (next?.querySelector(":checked") ?? next?.querySelector("input") ?? document.querySelector("[name=verdict]"))?.focus();
  next?.scrollIntoView({ block: "center" });
});
document.addEventListener("change", count);

/* A new place on the photo: on to the words. */
document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-pin-y]")) return;
  const words = event.target.form.querySelector("textarea");
  words.scrollIntoView({ block: "nearest" });
  if (!words.value) words.focus({ preventScroll: true });
});

/* The list came anew from the server: the photo shows its pins, in the colours of their severity. */
function follow() {
  const holder = document.querySelector("[data-photo]");
  const canvas = holder?.querySelector("[data-pins] .canvas");
  if (!canvas) return;
  const wanted = [...document.querySelectorAll("[data-finding]")].filter((one) => one.dataset.of === holder.dataset.photo && one.dataset.x);
  const pins = new Map([...canvas.querySelectorAll(".pin[data-for]")].map((pin) => [pin.dataset.for, pin]));
  for (const one of wanted) {
    const pin = pins.get(one.dataset.finding) ?? canvas.appendChild(Object.assign(document.createElement("button"), { type: "button", textContent: one.dataset.finding }));
    pins.delete(one.dataset.finding);
    Object.assign(pin.dataset, { for: one.dataset.finding, x: one.dataset.x, y: one.dataset.y });
    pin.className = `pin ${one.dataset.severity}`;
    pin.style.left = `${one.dataset.x * 100}%`;
    pin.style.top = `${one.dataset.y * 100}%`;
  }
  pins.forEach((pin) => pin.remove());
  dispatchEvent(new Event("resize")); // pins.js keeps pins of one size at any zoom
}
document.addEventListener("htmx:after:swap", follow);
count();
