// What htmx does not do by itself: say that a request failed, see that an answer is a page instead of a part of one,
// and keep the page still.

function notice(name, text) {
  const messages = document.getElementById("messages");
  const callout = document.getElementById(`notice-${name}`)?.content.firstElementChild.cloneNode(true);
  if (!messages || !callout) return;
  if (text) callout.querySelector("p").textContent = text;
  messages.replaceChildren(callout);
  callout.scrollIntoView({ block: "nearest" });
}

function isWholePage(text) {
  return /^\s*<!doctype html/i.test(text);
}

// What somebody searches does not shrink under their hands: whatever stands below it stays where it is.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const place = detail.target.closest("[data-keeps-height]");
  if (place) place.style.minBlockSize = `${place.offsetHeight}px`;
});

document.addEventListener("htmx:sendError", () => notice("unreachable"));
document.addEventListener("htmx:timeout", () => notice("unreachable"));

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  const isPage = isWholePage(xhr.responseText);
  if (xhr.status < 400) {
    // Signed out meanwhile: the answer is the sign-in page, which belongs into the window.
    if (isPage && event.detail.target !== document.body) {
      event.detail.shouldSwap = false;
      location.assign(xhr.responseURL);
    }
  } else if (isPage || !event.detail.shouldSwap) {
    event.detail.shouldSwap = false;
    const page = isPage ? new DOMParser().parseFromString(xhr.responseText, "text/html") : null;
    notice("failed", page?.querySelector("[data-refusal]")?.textContent.trim());
  }
});
