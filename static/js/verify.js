// Compares a chosen or dropped PDF with the issued one inside the browser: the file is not sent. Without it the form posts.
const form = document.querySelector("[data-verify-sha256]");

async function fingerprint(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function compare(file) {
  const same = (await fingerprint(file)) === form.dataset.verifySha256;
  form.querySelector("[data-verify-same]").hidden = !same;
  form.querySelector("[data-verify-other]").hidden = same;
}

// crypto.subtle exists on https and on localhost only; elsewhere the form posts as before.
if (form && globalThis.crypto?.subtle) {
  const most = Number(form.dataset.verifyMost);
  const input = form.querySelector("input[type=file]");
  input.addEventListener("change", () => {
    if (input.files[0] && input.files[0].size <= most) compare(input.files[0]);
  });
  form.addEventListener("submit", (event) => {
    if (input.files[0] && input.files[0].size <= most) {
      event.preventDefault();
      compare(input.files[0]);
    }
  });
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change"));
    }
  });
}
