// Keys for those who work with the keyboard: j and k go through a list, d and s do or put off the line that has focus,
// K opens a quick contact, / to the search field, ? to the list of keys.
// They can be turned off (WCAG 2.1.4) at the list of keys; only that choice is remembered in the browser.
"use strict";

const KEYS_OFF = "mia-keys-off";
const HELP = "/tillganglighet/#tangentbord";
// A dialog that was just closed has the focus until the next frame is drawn.
const isTyping = (target) =>
  target.closest("input, select, textarea, dialog, [contenteditable]") && !target.closest("dialog:not([open])");
const listLinks = () => [...document.querySelectorAll("[data-keys] li > a, main tbody th a")];

function step(distance) {
  const links = listLinks();
  if (!links.length) return;
  const index = links.indexOf(document.activeElement);
  const next = index < 0 ? 0 : Math.min(Math.max(index + distance, 0), links.length - 1);
  links[next].focus();
}

// The dialog of quick contacts, for those who have its link in the footer. Without script the link leads to its page.
function openQuick() {
  const link = document.querySelector("a[data-quick]");
  if (!link) return;
  if (location.pathname === link.pathname) {
    document.getElementById("id_line")?.focus();
    return;
  }
  let dialog = document.querySelector("dialog.quick");
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.className = "quick";
    dialog.setAttribute("aria-label", "Snabbkontakt");
    document.body.append(dialog);
  }
  if (dialog.open) return;
  dialog.replaceChildren(document.createElement("div"));
  dialog.showModal();
  htmx.ajax("GET", link.getAttribute("href"), { target: dialog, swap: "innerHTML" });
}

// d (done) and s (snooze) press the button of the line that has focus; elsewhere they do nothing.
function act(key) {
  const line = document.activeElement.closest("[data-keys] li");
  line?.querySelector(`[data-act=${key}]`)?.click();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || localStorage.getItem(KEYS_OFF)) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "d" || event.key === "s") act(event.key);
  else if (event.key === "/") document.querySelector("header input[type=search]")?.focus();
  else if (event.key === "K") openQuick();
  else if (event.key === "?") location.assign(HELP);
  else return;
  event.preventDefault();
});

const keySwitch = document.querySelector("[data-key-switch]");
if (keySwitch) {
  const show = () => { keySwitch.textContent = localStorage.getItem(KEYS_OFF) ? "Slå på snabbtangenterna" : "Stäng av snabbtangenterna"; };
  keySwitch.hidden = false;
  keySwitch.addEventListener("click", () => {
    if (localStorage.getItem(KEYS_OFF)) localStorage.removeItem(KEYS_OFF);
    else localStorage.setItem(KEYS_OFF, "yes");
    show();
  });
  show();
}
