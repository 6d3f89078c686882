// Saves a form as it is filled in, and always says how it stands.
//
// <form method="post" data-autosave="ADDRESS"> with components/autosave_state.html inside it.
// Every attempt carries a mutation id made here and the version it was typed upon. An attempt without an answer is
// repeated as it was, with the same id, before anything newer is sent: the server may have stored it already.
// Answers are JSON: 200 {version, saved_at}; 409 {detail}: another window was faster and both texts are kept;
// 400 or 422 {detail, errors: {field: [sentences]}}.

const PAUSE = 800;
const LONGEST_PAUSE = 5_000;
const FIRST_RETRY = 2_000;
const LAST_RETRY = 30_000;
// More than this a browser does not send any longer while its page is being closed.
const LAST_WORDS_BYTES = 60_000;

const keepers = new Map();

function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function clockOf(instant) {
  const { lang, dataset } = document.documentElement;
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: dataset.timeZone };
  return new Intl.DateTimeFormat(lang || "en", options).format(new Date(instant));
}

function bytesOf(body) {
  return [...body.values()].reduce((sum, value) => sum + new Blob([value]).size, 0);
}

// Signing in again, in another tab, changes the token that this page was made with.
function renewToken(form) {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  const input = form.elements.csrfmiddlewaretoken;
  if (token && input) input.value = token;
}

class Keeper {
  isDirty = false; // typed, and not part of any attempt yet
  isRefused = false; // the server would not take it; the same words again would be refused again
  isInConflict = false; // only a person can go on
  isLeaving = false;
  attempt = null; // what was sent and has no answer yet
  sending = null; // the request that is on its way
  retryAfter = FIRST_RETRY;

  constructor(form) {
    this.form = form;
    this.state = form.querySelector("[data-autosave-state]");
  }

  get isSafe() {
    return !this.isDirty && !this.isRefused && !this.attempt;
  }

  show(state, { detail = "", time = "" } = {}) {
    const name = state.replace(/-(\w)/, (_, letter) => letter.toUpperCase());
    this.state.dataset.state = state;
    this.state.textContent = detail || this.state.dataset[name].replace("{time}", time);
  }

  typed() {
    this.isLeaving = false;
    if (!this.isDirty) this.dirtySince = Date.now();
    this.isDirty = true;
    this.isRefused = false;
    if (this.isInConflict) return;
    if (!this.sending && !this.attempt) this.show("waiting");
    if (!this.attempt) this.plan(Math.min(PAUSE, Math.max(0, this.dirtySince + LONGEST_PAUSE - Date.now())));
  }

  plan(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  send({ areLastWords = false } = {}) {
    clearTimeout(this.timer);
    if (this.sending || this.isInConflict || !(this.isDirty || this.attempt)) return this.sending;
    this.attempt ??= this.take();
    this.show("saving");
    this.sending = this.deliver(areLastWords).finally(() => {
      this.sending = null;
      if (this.isDirty && !this.attempt) this.plan(PAUSE);
    });
    return this.sending;
  }

  take() {
    renewToken(this.form);
    const body = new FormData(this.form);
    body.set("mutation_id", newId());
    this.isDirty = false;
    return body;
  }

  async deliver(areLastWords) {
    let response;
    let answer;
    try {
      response = await fetch(this.form.dataset.autosave, {
        method: "POST",
        body: this.attempt,
        headers: { Accept: "application/json" },
        keepalive: areLastWords && bytesOf(this.attempt) < LAST_WORDS_BYTES,
      });
      answer = response.headers.get("Content-Type")?.includes("json") ? await response.json() : null;
    } catch {
      return this.tryAgain();
    }
    if (response.status >= 500) return this.tryAgain();
    this.retryAfter = FIRST_RETRY;
    this.attempt = null;
    if (!answer || response.redirected || response.status === 401) return this.refuse("signed-out");
    if (response.status === 409) return this.stop(answer);
    if (!response.ok) return this.refuse("refused", answer);
    return this.keep(answer);
  }

  keep({ version, saved_at: savedAt }) {
    this.form.elements.version.value = version;
    this.mark({});
    this.show(this.isDirty ? "waiting" : "saved", { time: clockOf(savedAt) });
  }

  refuse(state, { detail, errors = {} } = {}) {
    this.isRefused = true;
    this.mark(errors);
    this.show(state, { detail });
  }

  stop({ detail }) {
    this.isInConflict = true;
    this.show("conflict", { detail });
  }

  tryAgain() {
    this.show("unreachable");
    this.plan(this.retryAfter);
    this.retryAfter = Math.min(this.retryAfter * 2, LAST_RETRY);
  }

  mark(errors) {
    for (const place of this.form.querySelectorAll("[data-error-for]")) {
      const sentences = errors[place.dataset.errorFor];
      place.hidden = !sentences;
      place.lastElementChild.textContent = [sentences ?? ""].flat().join(" ");
    }
  }
}

function keeperOf(form) {
  if (!keepers.has(form)) keepers.set(form, new Keeper(form));
  return keepers.get(form);
}

function everyKeeper(act) {
  for (const [form, keeper] of keepers) {
    if (form.isConnected) act(keeper);
    else keepers.delete(form);
  }
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-autosave]")) keeperOf(form).typed();
});

// Sending the form by its button carries everything typed; but it waits for the attempt that is still on its way,
// for that one will raise the version.
document.addEventListener(
  "submit",
  async (event) => {
    const { target: form, submitter } = event;
    if (!form.matches("[data-autosave]")) return;
    const keeper = keeperOf(form);
    clearTimeout(keeper.timer);
    if (!keeper.sending && !keeper.attempt) {
      renewToken(form);
      form.elements.mutation_id.value = newId();
      keeper.isLeaving = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    await (keeper.sending ?? keeper.send());
    if (!keeper.attempt && !keeper.isRefused && !keeper.isInConflict) form.requestSubmit(submitter);
  },
  { capture: true },
);

addEventListener("online", () => everyKeeper((keeper) => keeper.send()));

document.addEventListener("visibilitychange", () => {
  const areLastWords = document.visibilityState === "hidden";
  everyKeeper((keeper) => {
    if (!areLastWords && keeper.isRefused) keeper.typed();
    else keeper.send({ areLastWords });
  });
});

addEventListener("beforeunload", (event) => {
  everyKeeper((keeper) => {
    if (!keeper.isSafe && !keeper.isLeaving) event.preventDefault();
  });
});
