// On a narrow screen, panes are shown one at a time: .pane-switch has a link to each. Without a script they follow each other.

function show(panes, id) {
  panes.dataset.shown = id;
  for (const pane of panes.querySelectorAll(":scope > .pane")) {
    pane.toggleAttribute("data-is-shown", pane.id === id);
  }
  for (const link of document.querySelectorAll(".pane-switch a")) {
    if (link.hash === `#${id}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function paneOf(id) {
  const pane = id && document.getElementById(id);
  return pane?.matches(".panes > .pane") ? pane : null;
}

document.addEventListener("click", (event) => {
  const pane = paneOf(event.target.closest(".pane-switch a")?.hash.slice(1));
  if (!pane) return;
  event.preventDefault();
  show(pane.parentElement, pane.id);
});

// A link to something inside a pane brings that pane to the front.
addEventListener("hashchange", () => {
  const pane = document.getElementById(location.hash.slice(1))?.closest(".panes > .pane");
  if (pane) show(pane.parentElement, pane.id);
});

for (const panes of document.querySelectorAll(".panes")) {
  const first = document.querySelector(".pane-switch a[aria-current]") ?? document.querySelector(".pane-switch a");
  const pane = document.getElementById(location.hash.slice(1))?.closest(".panes > .pane");
  if (first) show(panes, pane?.id ?? first.hash.slice(1));
}
