// The library by keyboard: “/” goes to the search, the arrows go through what was found, Escape goes back.
// And “Tick all shown” ticks here and now what it else would ask the server for.

function isWriting(element) {
  return element.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;
}

function searchBox() {
  return document.querySelector("[role=search] input[type=search]");
}

function results() {
  return [...document.querySelectorAll("[data-results] .row-link")];
}

function step(from, by) {
  const links = results();
  const place = links.indexOf(from);
  if (place + by < 0) searchBox()?.focus();
  else links[Math.min(place + by, links.length - 1)]?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const box = searchBox();
  const isInBox = event.target === box;
  const isInResults = event.target.matches?.("[data-results] .row-link");
  if (event.key === "/" && box && !isWriting(event.target)) {
    event.preventDefault();
    box.focus();
    box.select();
  } else if (event.key === "ArrowDown" && (isInBox || isInResults)) {
    event.preventDefault();
    step(event.target, 1);
  } else if (event.key === "ArrowUp" && isInResults) {
    event.preventDefault();
    step(event.target, -1);
  } else if (event.key === "Escape" && isInResults) {
    box?.focus();
  }
});

document.addEventListener("click", (event) => {
  const all = event.target.closest("[data-tick-all]");
  if (!all) return;
  event.preventDefault();
  const boxes = [...all.closest("form").querySelectorAll("[data-results] input[name=question]")];
  const isToTick = boxes.some((box) => !box.checked);
  for (const box of boxes) box.checked = isToTick;
});
