/* Photos from a phone: made smaller here, sent one after the other, tried again by themselves (templates/components/photo_uploader.html). */
const LONGEST = 1600;
const BYTES = 250_000;
const ATTEMPTS = 6;

/* A JPEG of at most LONGEST px and about BYTES, upright, without the place it was taken at. */
async function shrink(file) {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  let blob;
  for (const [longest, quality] of [[LONGEST, 0.84], [LONGEST, 0.72], [1400, 0.66], [1200, 0.6], [1000, 0.55], [800, 0.5], [640, 0.45]]) {
    const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (blob && blob.size <= BYTES) break;
  }
  bitmap.close();
  if (!blob) throw new Error("canvas");
  return blob;
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const online = () => (navigator.onLine ? Promise.resolve() : new Promise((done) => addEventListener("online", done, { once: true })));
const newKey = () => crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");

function send(form, photo, progress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("photo", photo.blob, photo.name);
    request.open("POST", form.dataset.url);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Idempotency-Key", photo.key);
    request.setRequestHeader("X-CSRFToken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    request.timeout = 120_000;
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onloadend = () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* an error page, or nothing at all */ }
      resolve({ status: request.status, answer });
    };
    request.send(body);
  });
}

class Photo {
  constructor(form, list, file) {
    this.form = form;
    this.file = file;
    this.key = newKey();
    this.name = file.name.replace(/\.\w+$/, "") + ".jpg";
    this.row = list.appendChild(document.createElement("li"));
    this.row.setAttribute("aria-busy", "true");
    this.picture = this.row.appendChild(new Image());
    this.picture.alt = file.name;
    this.bar = this.row.appendChild(document.createElement("progress"));
    this.text = this.row.appendChild(document.createElement("span"));
  }

  say(word, share) {
    this.text.textContent = share === undefined ? this.form.dataset[word] : `${this.form.dataset[word]} ${Math.round(share * 100)}%`;
    if (share !== undefined) this.bar.value = share;
  }

  async run() {
    this.say("shrinking");
    try {
      this.blob ??= await shrink(this.file);
    } catch {
      return this.fail(this.form.dataset.unreadable, false);
    }
    this.picture.src = URL.createObjectURL(this.blob);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (!navigator.onLine) this.say("waiting");
      await online();
      this.say("sending", 0);
      const { status, answer } = await send(this.form, this, (share) => this.say("sending", share));
      if (status === 200 || status === 201) return this.done(answer);
      if (status >= 400 && status < 500 && status !== 408 && status !== 429) return this.fail(answer.error ?? this.form.dataset.failed, status === 403);
      this.say("waiting");
      if (attempt < ATTEMPTS - 1) await pause(1000 * 2 ** attempt);
    }
    return this.fail(this.form.dataset.failed, true);
  }

  done(answer) {
    const holder = document.createElement("template");
    holder.innerHTML = (answer.html ?? "").trim();
    URL.revokeObjectURL(this.picture.src);
    if (holder.content.firstElementChild) this.row.replaceWith(holder.content);
    else {
      this.bar.remove();
      this.row.removeAttribute("aria-busy");
      if (answer.url) this.picture.src = answer.url;
      this.say("sent");
    }
    this.form.dispatchEvent(new CustomEvent("photo:sent", { bubbles: true, detail: answer }));
  }

  /* The sentence, and a way on. Resolves when the person chose one. */
  fail(sentence, again) {
    this.bar.hidden = true;
    this.row.removeAttribute("aria-busy");
    this.row.dataset.failed = "";
    this.text.textContent = sentence;
    this.text.className = "error";
    const buttons = document.createElement("div");
    buttons.className = "row";
    const button = (word, act) => {
      const made = buttons.appendChild(document.createElement("button"));
      made.type = "button";
      made.className = "small outline";
      made.textContent = this.form.dataset[word];
      made.addEventListener("click", () => { buttons.remove(); act(); });
    };
    if (again) button("retry", () => {
      this.bar.hidden = false;
      this.text.className = "";
      delete this.row.dataset.failed;
      this.row.setAttribute("aria-busy", "true");
      this.form.uploads.add(this);
    });
    button("remove", () => this.row.remove());
    this.row.append(buttons);
  }
}

for (const form of document.querySelectorAll("[data-photo-uploader]")) {
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-photos]");
  const status = form.querySelector("[data-status]");
  let queue = Promise.resolve();
  let waiting = 0;
  form.uploads = {
    add(photo) {
      waiting += 1;
      queue = queue.then(() => photo.run()).finally(() => (waiting -= 1));
    },
  };
  form.querySelector("[data-plain]").hidden = true;
  input.addEventListener("change", () => {
    status.textContent = "";
    for (const file of input.files) {
      if (list.querySelectorAll("li:not([data-failed])").length >= Number(form.dataset.max)) {
        status.textContent = form.dataset.full;
        break;
      }
      form.uploads.add(new Photo(form, list, file));
    }
    input.value = "";
  });
  addEventListener("beforeunload", (event) => waiting && event.preventDefault());
}
