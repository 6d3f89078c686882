// A list that is put in order by dragging a row's grip, or by the arrow keys on it.
//
// <form …><ol data-sortable data-moved="{name} is now {place} of {all}"> <li><button data-grip>…
// The order is that of the hidden inputs in the rows. After a change the list fires `reordered`, which its form
// listens to (hx-trigger="reordered"). Without a script the rows' own buttons move them.

let drag = null;
// The order of a list before the change that the server has not taken yet.
const earlier = new WeakMap();

function listOf(row) {
  return row.closest("[data-sortable]");
}

function orderOf(list) {
  return [...list.children];
}

function say(row) {
  const list = listOf(row);
  const rows = orderOf(list);
  const words = {
    name: row.dataset.name ?? "",
    place: rows.indexOf(row) + 1,
    all: rows.length,
  };
  const voice = document.getElementById("voice");
  if (voice) voice.textContent = (list.dataset.moved ?? "").replace(/{(\w+)}/g, (_, key) => words[key]);
}

function announce(row, before) {
  say(row);
  earlier.set(listOf(row), before);
  row.dispatchEvent(new CustomEvent("reordered", { bubbles: true }));
}

function rowAt(list, y) {
  return orderOf(list).find((row) => row !== drag.row && y < row.getBoundingClientRect().top + row.offsetHeight / 2);
}

// Moves the other rows around this one, which a finger or the focus is on and which must not leave the page.
function putBefore(row, next) {
  while (next && row.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_PRECEDING) row.after(row.previousElementSibling);
  while (row.nextElementSibling && row.nextElementSibling !== next) row.before(row.nextElementSibling);
}

function restore(list, before) {
  const focused = document.activeElement;
  list.append(...before);
  focused?.focus();
}

function isSameOrder(before, list) {
  return orderOf(list).every((row, place) => row === before[place]);
}

function drop({ isKept }) {
  if (!drag) return;
  const { row, list, before } = drag;
  drag = null;
  row.classList.remove("is-dragged");
  if (!isKept) restore(list, before);
  else if (!isSameOrder(before, list)) announce(row, before);
}

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest?.("[data-grip]");
  const list = grip && listOf(grip);
  if (!list || event.button !== 0) return;
  const row = orderOf(list).find((one) => one.contains(grip));
  drag = { row, list, before: orderOf(list) };
  row.classList.add("is-dragged");
});

document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  event.preventDefault();
  putBefore(drag.row, rowAt(drag.list, event.clientY));
});

document.addEventListener("pointerup", () => drop({ isKept: true }));
document.addEventListener("pointercancel", () => drop({ isKept: false }));

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    drop({ isKept: false });
    return;
  }
  const grip = event.target.closest?.("[data-grip]");
  const list = grip && listOf(grip);
  if (!list || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  const row = orderOf(list).find((one) => one.contains(grip));
  const other = event.key === "ArrowUp" ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  const before = orderOf(list);
  if (event.key === "ArrowUp") row.after(other);
  else row.before(other);
  announce(row, before);
});

// What the server did not take is not shown as if it had.
document.addEventListener("htmx:afterRequest", (event) => {
  const { status } = event.detail.xhr;
  if (status >= 200 && status < 400) return;
  for (const list of event.target.querySelectorAll("[data-sortable]")) {
    if (earlier.has(list)) restore(list, earlier.get(list));
    earlier.delete(list);
  }
});
