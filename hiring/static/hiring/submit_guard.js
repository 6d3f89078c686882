// A form is sent once, however often its button is pressed. The server makes sure of the same; this spares the wait.

// Answers that leave the page standing, such as a download, would otherwise lock the form for ever.
const LONGEST_WAIT = 10_000;

function lock(form, button) {
  form.dataset.sending = "";
  button?.setAttribute("aria-busy", "true");
  setTimeout(() => release(form), LONGEST_WAIT);
}

function release(form) {
  delete form.dataset.sending;
  for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
}

function isPost(form) {
  return form.getAttribute("method")?.toLowerCase() === "post";
}

// Capturing, so that it stands before everything else that listens.
document.addEventListener(
  "submit",
  (event) => {
    if ("sending" in event.target.dataset) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  },
  { capture: true },
);

document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented && isPost(event.target)) lock(event.target, event.submitter);
});

// What only asks something while its form is being filled, marked data-aside, does not send it.
function formSentBy(element) {
  return "aside" in element.dataset ? null : element.closest("form");
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = formSentBy(event.target);
  if (form && event.detail.requestConfig.verb !== "get") {
    lock(form, event.detail.requestConfig.triggeringEvent?.submitter);
  }
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = formSentBy(event.target);
  if (form) release(form);
});

// A page taken back out of the browser's memory is as fresh as one just loaded.
addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-sending]").forEach(release);
});
