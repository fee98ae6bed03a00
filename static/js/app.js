// Small helps on every page. Everything works without them; nothing is remembered about anyone.
"use strict";

// A form that was changed, and not kept as a draft (drafts.js), asks before it is left. `data-plain` opts out (search, log in).
const changed = new Set();
const isPost = (form) => form.getAttribute("method") === "post"; // a field named method hides form.method
const guarded = (form) => form && isPost(form) && form.closest("main") && !form.hasAttribute("data-plain");

document.addEventListener("input", (event) => {
  if (guarded(event.target.form)) changed.add(event.target.form);
});
window.addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected && !form.dataset.kept)) event.preventDefault();
});

// A second press on the same button is not sent. The button stays focusable; a download gives the form back.
const WAIT = 4000;
const release = (form) => {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
};
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !isPost(form)) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  changed.delete(form);
  form.dataset.sent = "yes";
  if (event.submitter) event.submitter.setAttribute("aria-disabled", "true");
  setTimeout(() => release(form), WAIT);
});
// Ctrl and Enter saves the form that one writes in.
document.addEventListener("keydown", (event) => {
  const form = event.target.form;
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !form || !isPost(form)) return;
  event.preventDefault();
  form.querySelector("button[type=submit]")?.click();
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

// The account menu closes with Escape and when the focus or the pointer goes elsewhere.
const menus = () => document.querySelectorAll("details.me[open]");
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menus().forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});
const closeOthers = (event) => menus().forEach((menu) => {
  if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("click", closeOthers);
document.addEventListener("focusin", closeOthers);

// Errors are read first.
document.addEventListener("DOMContentLoaded", () => {
  const summary = document.querySelector("[data-error-summary]");
  if (summary) {
    summary.focus();
    summary.closest("main").querySelectorAll("form").forEach((form) => guarded(form) && form.querySelector(".is-invalid") && changed.add(form));
  }
});

// htmx: an answer that did not come is said; a session that ended leads to the log-in page.
const say = (text) => {
  const live = document.getElementById("live");
  if (!live) return;
  live.classList.remove("visually-hidden");
  live.className = "notice notice-alert";
  live.textContent = text;
};
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) changed.delete(event.detail.elt.closest("form"));
});
document.addEventListener("htmx:afterSettle", (event) => {
  const opened = event.target.closest("details.case-form");
  if (opened) opened.querySelector("select, textarea, input:not([type=hidden])").focus();
});
document.addEventListener("htmx:responseError", () => say("Det gick inte att hämta uppgiften. Ladda om sidan och försök igen."));
document.addEventListener("htmx:sendError", () => say("Ingen kontakt med servern. Det du har skrivit finns kvar. Försök igen om en stund."));
// The focus is not lost with the button that was pressed: it goes to what came in its place.
let hadFocus = false;
document.addEventListener("htmx:beforeSwap", (event) => {
  hadFocus = event.detail.target.contains(document.activeElement);
});
document.addEventListener("htmx:afterSwap", (event) => {
  const place = event.detail.target;
  if (!hadFocus || document.activeElement !== document.body) return;
  if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
  place.focus();
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (new URL(event.detail.xhr.responseURL || location.href).pathname === "/konto/logga-in/") {
    event.detail.shouldSwap = false;
    location.reload();
  }
});

// A file that is fetched leaves the page as it was. When the cookie of its form has come, the page is loaded again.
const POLL = 500;
const MOST_POLLS = 240;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.fetches || (event.submitter && event.submitter.name === "visa")) return;
  const cookie = `hamtad=${form.elements.key.value}`;
  let polls = 0;
  const timer = setInterval(() => {
    polls += 1;
    const has_come = document.cookie.split("; ").includes(cookie);
    if (has_come) location.assign(form.dataset.fetches);
    if (has_come || polls > MOST_POLLS) clearInterval(timer);
  }, POLL);
});
