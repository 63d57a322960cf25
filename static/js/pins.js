/* Coming close to a photo, and setting pins on it (templates/components/pin_photo.html). Places are shares of the photo, 0 to 1. */
const MOST = 6;
const within = (value, low, high) => Math.min(high, Math.max(low, value));

class PinPhoto {
  constructor(root) {
    this.root = root;
    this.canvas = root.querySelector(".canvas");
    this.editable = root.hasAttribute("data-editable");
    this.x = this.y = 0;
    this.scale = 1;
    this.fingers = new Map();
    this.cross = null;
    for (const pin of root.querySelectorAll(".pin")) this.put(pin, Number(pin.dataset.x), Number(pin.dataset.y));
    root.querySelector(".tools").hidden = false;
    root.querySelectorAll("[data-zoom]").forEach((button) => button.addEventListener("click", () => this.zoom(button.dataset.zoom > 0 ? 1.5 : 1 / 1.5)));
    root.addEventListener("pointerdown", (event) => this.down(event));
    root.addEventListener("pointermove", (event) => this.move(event));
    root.addEventListener("pointerup", (event) => this.up(event));
    root.addEventListener("pointercancel", (event) => this.fingers.delete(event.pointerId));
    root.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    root.addEventListener("keydown", (event) => this.key(event));
    root.addEventListener("dragstart", (event) => event.preventDefault());
    this.draw();
  }

  put(pin, x, y) {
    pin.dataset.x = x;
    pin.dataset.y = y;
    pin.style.left = `${x * 100}%`;
    pin.style.top = `${y * 100}%`;
    pin.hidden = false;
  }

  draw() {
    const { width, height } = this.root.getBoundingClientRect();
    this.x = within(this.x, width * (1 - this.scale), 0);
    this.y = within(this.y, height * (1 - this.scale), 0);
    this.canvas.style.transform = `translate(${this.x}px, ${this.y}px) scale(${this.scale})`;
    this.root.style.touchAction = this.scale > 1 ? "none" : "pan-y";
    this.canvas.querySelectorAll(".pin").forEach((pin) => (pin.style.transform = `scale(${1 / this.scale})`));
  }

  /* Closer by a factor, keeping the point (in px of the frame; its middle when not given) where it is. */
  zoom(factor, left, top) {
    const { width, height } = this.root.getBoundingClientRect();
    const scale = within(this.scale * factor, 1, MOST);
    const [px, py] = [left ?? width / 2, top ?? height / 2];
    this.x = px - ((px - this.x) * scale) / this.scale;
    this.y = py - ((py - this.y) * scale) / this.scale;
    this.scale = scale;
    this.draw();
  }

  spot(event) {
    const box = this.canvas.getBoundingClientRect();
    return [within((event.clientX - box.left) / box.width, 0, 1), within((event.clientY - box.top) / box.height, 0, 1)];
  }

  down(event) {
    if (event.target.closest(".tools, .pin:not(.cross)")) return;
    this.fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.start = this.fingers.size === 1 ? { x: event.clientX, y: event.clientY } : null;
    if (event.pointerType !== "touch" || this.scale > 1) this.root.setPointerCapture(event.pointerId);
  }

  move(event) {
    const before = this.fingers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const frame = this.root.getBoundingClientRect();
    if (this.fingers.size === 2) {
      const other = [...this.fingers].find(([id]) => id !== event.pointerId)[1];
      const apart = (one) => Math.hypot(one.x - other.x, one.y - other.y) || 1;
      this.zoom(apart(now) / apart(before), (now.x + other.x) / 2 - frame.left, (now.y + other.y) / 2 - frame.top);
    } else if (this.scale > 1) {
      this.x += now.x - before.x;
      this.y += now.y - before.y;
      this.draw();
    }
    if (this.start && Math.hypot(now.x - this.start.x, now.y - this.start.y) > 8) this.start = null;
    this.fingers.set(event.pointerId, now);
  }

  up(event) {
    this.fingers.delete(event.pointerId);
    if (this.start && this.editable) this.set(...this.spot(event));
    this.start = null;
  }

  wheel(event) {
    if (!event.ctrlKey && !event.metaKey && document.activeElement !== this.root) return;
    event.preventDefault();
    const frame = this.root.getBoundingClientRect();
    this.zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, event.clientX - frame.left, event.clientY - frame.top);
  }

  key(event) {
    if (event.target !== this.root) return;
    const step = (event.shiftKey ? 0.1 : 0.02) / this.scale;
    const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (event.key === "+" || event.key === "=") this.zoom(1.5);
    else if (event.key === "-") this.zoom(1 / 1.5);
    else if (event.key === "0") this.zoom(0);
    else if (event.key === "Enter" && this.editable && this.cross) this.set(Number(this.cross.dataset.x), Number(this.cross.dataset.y));
    else if (arrows[event.key] && this.editable) this.aim(...arrows[event.key].map((way) => way * step));
    else if (arrows[event.key]) {
      this.x -= arrows[event.key][0] * 40;
      this.y -= arrows[event.key][1] * 40;
      this.draw();
    } else return;
    event.preventDefault();
  }

  aim(dx, dy) {
    if (!this.cross) {
      this.cross = this.canvas.appendChild(document.createElement("span"));
      this.cross.className = "pin cross";
      this.cross.setAttribute("aria-hidden", "true");
      this.put(this.cross, 0.5, 0.5);
    }
    this.put(this.cross, within(Number(this.cross.dataset.x) + dx, 0, 1), within(Number(this.cross.dataset.y) + dy, 0, 1));
    this.draw();
  }

  /* The finding in hand: the form last worked in, else the last one on the page. */
  get form() {
    const forms = [...document.querySelectorAll("[data-pin-form]")];
    return forms.find((form) => form.hasAttribute("data-active")) ?? forms.at(-1);
  }

  set(x, y) {
    const { form } = this;
    if (!form) return;
    const number = form.dataset.number ?? String(this.canvas.querySelectorAll(".pin:not(.cross)").length + 1);
    form.dataset.number = number;
    let pin = [...this.canvas.querySelectorAll(".pin[data-for]")].find((one) => one.dataset.for === number);
    if (!pin) {
      pin = this.canvas.appendChild(document.createElement("button"));
      pin.type = "button";
      pin.className = "pin";
      pin.dataset.for = pin.textContent = number;
    }
    this.put(pin, x, y);
    this.draw();
    for (const [name, value] of [["x", x], ["y", y]]) {
      const input = form.querySelector(`[data-pin-${name}]`);
      input.value = value.toFixed(4);
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.mark(form, pin);
  }

  mark(form, pin) {
    document.querySelectorAll("[data-pin-form]").forEach((one) => one.toggleAttribute("data-active", one === form));
    this.canvas.querySelectorAll(".pin").forEach((one) => one.classList.toggle("active", one === pin));
  }
}

const photos = [...document.querySelectorAll("[data-pins]")].map((root) => new PinPhoto(root));
addEventListener("resize", () => photos.forEach((photo) => photo.draw()));

/* From a pin to its finding, and from a finding's form to its pin. */
document.addEventListener("click", (event) => {
  const pin = event.target.closest(".pin[data-for]");
  if (!pin) return;
  const finding = document.getElementById(`finding-${pin.dataset.for}`) ?? document.querySelector(`[data-pin-form][data-number="${pin.dataset.for}"]`);
  finding?.scrollIntoView({ block: "center" });
  finding?.querySelector("input:not([type=hidden]), textarea, a, button")?.focus({ preventScroll: true });
});
document.addEventListener("focusin", (event) => {
  const form = event.target.closest("[data-pin-form]");
  if (form) photos.forEach((photo) => photo.mark(form, photo.canvas.querySelector(`.pin[data-for="${form.dataset.number}"]`)));
});
