// The composer swaps as a whole, and nobody notices: what is unfolded stays so, what somebody is typing stays
// typed, and the keyboard stays where it was, or goes where it is led.

const composer = () => document.getElementById("composer");

function valueOf(control) {
  return ["checkbox", "radio"].includes(control.type) ? control.checked : control.value;
}

function put(control, value) {
  if (typeof value === "boolean") control.checked = value;
  else control.value = value;
}

// As the server wrote it.
function writtenValueOf(control) {
  if (["checkbox", "radio"].includes(control.type)) return control.defaultChecked;
  if (control instanceof HTMLSelectElement) {
    return ([...control.options].find((option) => option.defaultSelected) ?? control.options[0])?.value ?? "";
  }
  return control.defaultValue;
}

function controlsOf(place) {
  return [...place.querySelectorAll("input:not([type=hidden]), select, textarea")].filter((one) => one.id);
}

// What the server has been sent last, by control; it need not be told again.
const told = new WeakMap();

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (!composer()) return;
  // Nothing has this id: it says that the list is whole, though nothing else may be in it.
  detail.formData.append("open", "0");
  for (const fold of composer().querySelectorAll("details[id^=round-][open]")) {
    detail.formData.append("open", fold.id.slice("round-".length));
  }
  // What the library is searched by goes along, so that the answer has it open as it is.
  const search = document.getElementById("picker-search");
  const isItself = detail.formData.has("pick") || "leavesSearch" in detail.elt.dataset;
  const isAboutSearch = isItself || (detail.verb === "get" && detail.path.includes("pick="));
  if (search && !isAboutSearch) {
    for (const [name, value] of new FormData(search)) if (name !== "open") detail.formData.append(name, value);
  }
  // htmx knows the button that sent a form only where it stands inside of it.
  const { submitter } = detail.triggeringEvent ?? {};
  if (submitter?.name && !detail.formData.has(submitter.name)) detail.formData.append(submitter.name, submitter.value);
  const form = detail.elt.closest("form");
  if (form) for (const control of controlsOf(form)) told.set(control, valueOf(control));
});

// --- What stands on the page before a swap, and is put back after it ---

let kept = null;

function typedSince(control) {
  return valueOf(control) !== (told.has(control) ? told.get(control) : writtenValueOf(control));
}

function idsAround(element) {
  const ids = [];
  for (let one = element; one && one !== composer(); one = one.parentElement) if (one.id) ids.push(one.id);
  return ids;
}

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!detail.shouldSwap || detail.target !== composer()) return;
  const { activeElement } = document;
  kept = {
    // The search travels with every request, and comes back with its answer.
    typed: controlsOf(composer())
      .filter((control) => typedSince(control) && (control === activeElement || !control.closest("#picker-search")))
      .map((control) => ({ id: control.id, value: valueOf(control), wasSent: told.has(control) })),
    folds: [...composer().querySelectorAll("details[id]:not([id^=round-])")].map(({ id, open }) => ({ id, open })),
    around: composer().contains(activeElement) ? idsAround(activeElement) : null,
    selection: [activeElement.selectionStart, activeElement.selectionEnd],
    scrolled: composer().querySelector(".composer-aside")?.scrollTop ?? 0,
  };
  // htmx would hand it on to the new element as an attribute, which the policy for styles forbids.
  for (const place of composer().querySelectorAll("[style]")) place.removeAttribute("style");
});

// Of what was put back the browser does not know that it was typed: leaving it would not save it.
const unsaved = new WeakSet();
// Changed while an earlier change was on its way; told to the server once htmx listens to the new forms.
let late = [];

function putBack() {
  for (const { id, open } of kept.folds) {
    const fold = document.getElementById(id);
    if (fold) fold.open = open;
  }
  for (const { id, value, wasSent } of kept.typed) {
    const control = document.getElementById(id);
    if (!control) continue;
    put(control, value);
    const form = control.closest("[data-saves]");
    if (form && wasSent && control !== document.activeElement) late.push(control);
    else if (form) unsaved.add(control);
  }
  const aside = composer().querySelector(".composer-aside");
  if (aside) aside.scrollTop = kept.scrolled;
  const { activeElement } = document;
  if (kept.selection[0] !== null && activeElement.id && activeElement.id === kept.around?.[0]) {
    activeElement.setSelectionRange?.(...kept.selection);
  }
}

document.addEventListener("change", ({ target }) => unsaved.delete(target));
document.addEventListener("focusout", ({ target }) => {
  if (unsaved.has(target)) target.dispatchEvent(new Event("change", { bubbles: true }));
});

// --- Where the keyboard goes ---

function firstWithin(place) {
  const inside = place.querySelector("summary, input:not([type=hidden]), select, textarea, button:not(:disabled), a[href]");
  return place.matches("a, button, input, select, textarea, [tabindex]") ? place : (inside ?? place);
}

function leadTo(id) {
  const place = document.getElementById(id);
  if (!place) return;
  firstWithin(place).focus({ preventScroll: true });
  place.scrollIntoView({ block: "nearest" });
}

// What the keyboard was on may be gone: the nearest thing around it that is still there takes its place.
function catchFocus() {
  if (!kept.around) return;
  for (const id of [...kept.around, "rounds-title"]) {
    if (document.activeElement && document.activeElement !== document.body) return;
    const place = document.getElementById(id);
    if (place) firstWithin(place).focus({ preventScroll: true });
  }
}

document.addEventListener("htmx:afterSwap", () => {
  if (!kept) return;
  putBack();
  catchFocus();
  kept = null;
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (!composer() || detail.elt !== composer()) return;
  const changed = late;
  late = [];
  for (const control of changed) control.dispatchEvent(new Event("change", { bubbles: true }));
  const lead = detail.pathInfo?.anchor || composer().dataset.lead;
  if (lead) leadTo(lead);
  const error = composer().querySelector(".field-error:not([hidden])");
  if (error && detail.xhr?.status === 422) document.getElementById("voice").textContent = error.textContent.trim();
});

// A link to a place on this page takes the keyboard along.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='#']");
  const place = link && composer() && document.getElementById(link.hash.slice(1));
  if (!place) return;
  event.preventDefault();
  firstWithin(place).focus();
  place.scrollIntoView({ block: "nearest" });
});
