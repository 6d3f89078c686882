// How long a question has taken, and what is left of the round. Nothing of it leaves the browser.
//
// <section data-timer="KEY" data-minutes="20"> with [data-timer-start] and [data-timer-shows] inside: one runs at a time.
// <output data-ends="INSTANT"> says how many minutes are left until then.

const TICK = 1_000;
const PREFIX = "timer:";

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key)) ?? { spent: 0, since: null };
  } catch {
    return { spent: 0, since: null };
  }
}

function write(key, timer) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(timer));
  } catch {
    // Without a place to keep it, it runs until the page is left.
  }
}

const timers = new Map();

function secondsOf({ spent, since }) {
  return Math.floor((spent + (since ? Date.now() - since : 0)) / 1000);
}

function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function stop(key) {
  const timer = timers.get(key);
  if (!timer.since) return;
  Object.assign(timer, { spent: timer.spent + Date.now() - timer.since, since: null });
  write(key, timer);
}

function start(key) {
  for (const other of timers.keys()) stop(other);
  const timer = timers.get(key);
  timer.since = Date.now();
  write(key, timer);
}

function show(section) {
  const timer = timers.get(section.dataset.timer);
  const seconds = secondsOf(timer);
  const shows = section.querySelector("[data-timer-shows]");
  const button = section.querySelector("[data-timer-start]");
  shows.hidden = !seconds && !timer.since;
  shows.textContent = clock(seconds);
  shows.toggleAttribute("data-is-over", seconds > 60 * Number(section.dataset.minutes));
  button.setAttribute("aria-pressed", String(Boolean(timer.since)));
}

function showLeft(output) {
  const minutes = Math.ceil((new Date(output.dataset.ends) - Date.now()) / 60_000);
  const begun = Date.now() >= new Date(output.dataset.begins);
  output.hidden = !begun || minutes <= 0;
  output.textContent = output.dataset.left.replace("{minutes}", minutes);
}

function tick() {
  document.querySelectorAll("[data-timer]").forEach(show);
  document.querySelectorAll("output[data-ends]").forEach(showLeft);
}

for (const section of document.querySelectorAll("[data-timer]")) {
  const key = section.dataset.timer;
  timers.set(key, read(key));
  const button = section.querySelector("[data-timer-start]");
  button.hidden = false;
  button.addEventListener("click", () => {
    if (timers.get(key).since) stop(key);
    else start(key);
    tick();
  });
}

tick();
setInterval(tick, TICK);
