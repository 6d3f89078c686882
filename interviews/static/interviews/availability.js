// A candidate's half-hours are real checkboxes, and the form works without this. With it they are drawn by mouse
// or finger, walked by arrow keys, counted, and the device's own time zone is proposed.

const HOLD_MS = 250;
const SLACK = 10;
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

const form = document.querySelector("form[data-availability]");

function boxAt(target) {
  return target?.closest?.("label.slot")?.querySelector("input") ?? null;
}

function set(box, checked) {
  if (box.checked === checked) return;
  box.checked = checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

// --- How much is chosen ---

function tell() {
  const chosen = [...form.querySelectorAll("input[name=slots]:checked")];
  const days = new Set(chosen.map((box) => box.value.slice(0, 10))).size;
  const told = form.querySelector("[data-chosen]");
  const words = days === 0 ? told.dataset.none : days === 1 ? told.dataset.one : told.dataset.some;
  told.value = words.replace("{hours}", String(chosen.length / 2)).replace("{days}", String(days));
  for (const button of form.querySelectorAll("[data-whole]")) {
    button.setAttribute("aria-pressed", String(boxesOf(button.dataset.whole).every((box) => box.checked)));
  }
}

function boxesOf(day) {
  return [...form.querySelectorAll(`input[name=slots][value^="${day}"]`)];
}

// --- By mouse: press and draw ---

let drawing = null;

form.addEventListener("pointerdown", (event) => {
  const box = boxAt(event.target);
  if (!box || event.pointerType === "touch" || event.button !== 0) return;
  event.preventDefault();
  box.focus({ preventScroll: true });
  drawing = { checked: !box.checked };
  set(box, drawing.checked);
});

form.addEventListener("pointerover", (event) => {
  const box = drawing && event.pointerType !== "touch" && boxAt(event.target);
  if (box) set(box, drawing.checked);
});

document.addEventListener("pointerup", () => {
  drawing = null;
});

// The press has chosen it already.
form.addEventListener("click", (event) => {
  if (boxAt(event.target) && event.detail > 0 && event.pointerType === "mouse") event.preventDefault();
});

// --- By finger: a tap chooses one, holding and then moving draws; a finger that moves at once scrolls ---

let hold = null;

form.addEventListener(
  "touchstart",
  (event) => {
    const box = boxAt(event.target);
    if (!box || event.touches.length > 1) return;
    const { clientX: x, clientY: y } = event.touches[0];
    hold = { x, y, checked: !box.checked, draws: false };
    hold.timer = setTimeout(() => {
      hold.draws = true;
      set(box, hold.checked);
    }, HOLD_MS);
  },
  { passive: true },
);

form.addEventListener(
  "touchmove",
  (event) => {
    if (!hold) return;
    const { clientX, clientY } = event.touches[0];
    if (!hold.draws) {
      if (Math.hypot(clientX - hold.x, clientY - hold.y) > SLACK) letGo();
      return;
    }
    event.preventDefault();
    const box = boxAt(document.elementFromPoint(clientX, clientY));
    if (box) set(box, hold.checked);
  },
  { passive: false },
);

function letGo() {
  clearTimeout(hold?.timer);
  hold = null;
}

form.addEventListener("touchend", (event) => {
  // Else the tap at the end of the drawing would take the last half-hour back.
  if (hold?.draws) event.preventDefault();
  letGo();
});
form.addEventListener("touchcancel", letGo);
form.addEventListener("contextmenu", (event) => {
  if (boxAt(event.target)) event.preventDefault();
});

// --- By keyboard: one stop for each week, arrows within it ---

function neighbour(box, [down, across]) {
  const cell = box.closest("td");
  const row = cell.parentElement;
  const rows = [...row.parentElement.rows];
  const at = rows.indexOf(row) + down;
  return rows[at]?.cells[cell.cellIndex + across]?.querySelector("input") ?? null;
}

function stopAt(box) {
  for (const other of box.closest("[data-grid]").querySelectorAll("input")) other.tabIndex = other === box ? 0 : -1;
}

form.addEventListener("keydown", (event) => {
  const box = boxAt(event.target);
  const way = box && ARROWS[event.key];
  if (!way) return;
  event.preventDefault();
  const next = neighbour(box, way);
  if (!next) return;
  if (event.shiftKey) set(next, box.checked);
  next.focus();
});

form.addEventListener("focusin", (event) => {
  const box = boxAt(event.target);
  if (box) stopAt(box);
});

for (const grid of form.querySelectorAll("[data-grid]")) {
  const first = grid.querySelector("input:checked") ?? grid.querySelector("input[value$='09:00']") ?? grid.querySelector("input");
  if (first) stopAt(first);
}

// --- Whole days ---

for (const row of form.querySelectorAll("[data-whole-days]")) row.hidden = false;

form.addEventListener("click", (event) => {
  const day = event.target.closest("[data-whole]")?.dataset.whole;
  if (!day) return;
  const boxes = boxesOf(day);
  const checked = !boxes.every((box) => box.checked);
  for (const box of boxes) box.checked = checked;
  tell();
});

// --- The zone that the device is set to ---

function proposeZone() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const choice = form.querySelector("select[name=time_zone]");
  const told = form.querySelector("[data-zone-told]");
  const isKnown = [...choice.options].some((option) => option.value === zone);
  if (!isKnown) return;
  // Times that are chosen already were meant in the zone that they were sent in.
  if (!form.dataset.answered && !form.querySelector("input[name=slots]:checked")) choice.value = zone;
  function compare() {
    const words = choice.value === zone ? told.dataset.told : told.dataset.differs;
    told.textContent = words.replace("{zone}", zone.replaceAll("_", " "));
    told.hidden = false;
  }
  choice.addEventListener("change", compare);
  compare();
}

form.querySelector("[data-hint]").hidden = false;
form.addEventListener("change", tell);
proposeZone();
tell();
