// A criterion is rated once there is evidence for it: <fieldset data-unlocked-by="ID OF THE TEXT">. Until then its levels
// wait, and the sentence with the id "ID OF THE TEXT-first" says for what; "not assessed" needs no evidence. Without a
// script all stays open, and the server says what is missing.

function settle(text) {
  const fieldset = document.querySelector(`[data-unlocked-by="${text.id}"]`);
  if (!fieldset) return;
  const isWaiting = !text.value.trim();
  const sentence = document.getElementById(`${text.id}-first`);
  sentence.hidden = !isWaiting;
  for (const level of fieldset.querySelectorAll('input:not([value="not_assessed"])')) {
    level.disabled = isWaiting;
    if (isWaiting) level.setAttribute("aria-describedby", sentence.id);
    else level.removeAttribute("aria-describedby");
  }
}

// Before anybody else hears of it: what is saved then has no rating that waits.
document.addEventListener("input", (event) => settle(event.target), { capture: true });

function settleAll() {
  for (const fieldset of document.querySelectorAll("[data-unlocked-by]")) {
    settle(document.getElementById(fieldset.dataset.unlockedBy));
  }
}

// A browser puts back what was typed after the scripts have run.
addEventListener("pageshow", settleAll);
settleAll();
