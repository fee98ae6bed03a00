// What is typed in a form is kept on the server, encrypted, until the form is sent: an ended session, a lost network or a
// killed browser loses nothing. Nothing is stored in the browser. Server: mia/organisation/drafts/.
"use strict";

const DRAFTS = "/utkast/";
const PAUSE = 1000; // milliseconds between two saves while somebody types
const RETRY = 5000;
const LOGGED_OUT = "Du är utloggad. Texten finns kvar här. Logga in i en ny flik, så sparas den.";
const NO_CONTACT = "Ingen kontakt med servern. Texten finns kvar här och sparas när kontakten är tillbaka.";
const REFUSED = "Utkastet går inte att spara. Kopiera texten om du måste lämna sidan.";
const NOT_TYPED = ["hidden", "password", "file", "submit", "button", "reset"];

class LoggedOut extends Error {}
class Forbidden extends Error {}
class NotADraft extends Error {}

const typedFields = (form) => [...form.elements].filter((field) => field.name && !NOT_TYPED.includes(field.type));
const isChoice = (field) => field.type === "checkbox" || field.type === "radio";
const hasFreeText = (form) => typedFields(form).some((field) => field.matches("textarea, input[type=text]"));
const isDrafted = (form) =>
  form.getAttribute("method") === "post" && form.closest("main") && !form.hasAttribute("data-plain") && hasFreeText(form);

function readContent(form) {
  const content = {};
  for (const field of typedFields(form)) {
    content[field.name] ??= [];
    if (isChoice(field) && !field.checked) continue;
    const texts = field.type === "select-multiple" ? [...field.selectedOptions].map((option) => option.value) : [field.value];
    content[field.name].push(...texts);
  }
  return content;
}

function fillContent(form, content) {
  const next = {};
  for (const field of typedFields(form)) {
    const texts = content[field.name];
    if (!texts) continue;
    if (isChoice(field)) {
      field.checked = texts.includes(field.value);
    } else if (field.type === "select-multiple") {
      for (const option of field.options) option.selected = texts.includes(option.value);
    } else {
      const index = next[field.name] ?? 0;
      next[field.name] = index + 1;
      if (texts[index] !== undefined) field.value = texts[index];
    }
  }
}

async function ask(address, options = {}) {
  const answer = await fetch(address, { redirect: "manual", ...options });
  if (answer.type === "opaqueredirect") throw new LoggedOut();
  if (answer.status === 422 || answer.status === 413) throw new NotADraft();
  if (answer.status === 403) throw new Forbidden();
  if (!answer.ok) throw new Error(answer.status);
  return answer;
}

class FormDraft {
  constructor(form) {
    this.form = form;
    this.path = new URL(form.getAttribute("action") || location.pathname, location.href).pathname;
    this.key = "";
    this.version = "";
    this.timer = null;
    this.isTyped = false;
    this.saving = null; // the promise of a save that has not been answered
    this.isFailing = false;
    this.status = document.createElement("p");
    this.status.className = "muted draft-status";
    this.status.setAttribute("role", "status");
    form.append(this.status);
    this.ready = this.restore();
  }

  get token() {
    return this.form.querySelector("input[name=csrfmiddlewaretoken]").value;
  }

  // A token that is refused is of a session that has ended: a new one comes with the drafts, or nobody is logged in.
  async post(address, values) {
    const options = { method: "POST", body: new URLSearchParams(values), keepalive: true };
    try {
      return await ask(address, { ...options, headers: { "X-CSRFToken": this.token } });
    } catch (error) {
      if (!(error instanceof Forbidden)) throw error;
      await this.fetchDrafts();
      return ask(address, { ...options, headers: { "X-CSRFToken": this.token } });
    }
  }

  async fetchDrafts() {
    const answer = await ask(`${DRAFTS}?sida=${encodeURIComponent(this.path)}`);
    const { token, drafts } = await answer.json();
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((field) => { field.value = token; });
    return drafts;
  }

  adopt({ draft, version }) {
    this.key = draft;
    this.version = version;
    let field = this.form.querySelector("input[name=draft_of_form]");
    if (!field) {
      field = document.createElement("input");
      field.type = "hidden";
      field.name = "draft_of_form";
      this.form.append(field);
    }
    field.value = draft;
  }

  async restore() {
    let drafts = [];
    try {
      drafts = await this.fetchDrafts();
    } catch {
      return; // the first save tells what is wrong
    }
    if (!drafts.length) return;
    // What is typed before the drafts have come stays, and becomes a draft of its own.
    if (this.isTyped) return this.notice("Du har ett utkast från tidigare.", drafts);
    this.adopt(drafts[0]);
    // After an error the page shows what was sent, which is newer than the draft.
    if (this.form.querySelector(".is-invalid")) return;
    this.show(drafts[0]);
    this.notice(`Ditt utkast från ${drafts[0].saved} är tillbaka. Det är inte sparat än.`, drafts.slice(1));
  }

  show(draft) {
    this.adopt(draft);
    fillContent(this.form, draft.content);
    this.form.querySelectorAll("details").forEach((part) => { part.open = true; });
  }

  // Tells about a draft, with a button for each of the others.
  notice(text, others) {
    const notice = document.createElement("div");
    notice.className = "notice draft-notice";
    const paragraph = document.createElement("p");
    paragraph.textContent = text;
    notice.append(paragraph);
    if (this.key) notice.append(this.button("Kasta utkastet", () => this.discard(notice)));
    for (const draft of others) {
      notice.append(this.button(`Visa utkastet från ${draft.saved}`, () => this.show(draft)));
    }
    this.form.prepend(notice);
  }

  button(label, press) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-outline-secondary";
    button.textContent = label;
    button.addEventListener("click", press);
    return button;
  }

  async discard(notice) {
    await this.post(`${DRAFTS}kasta/`, { draft: this.key });
    this.key = this.version = "";
    this.form.reset();
    notice.remove();
    this.form.querySelector("select, textarea, input:not([type=hidden])").focus();
  }

  typed() {
    this.isTyped = true;
    delete this.form.dataset.kept;
    this.timer ??= setTimeout(() => this.save(), this.key ? PAUSE : 0);
  }

  // One save at a time; what is typed meanwhile is saved after it.
  save() {
    clearTimeout(this.timer);
    this.timer = null;
    this.saving ??= this.send().finally(() => { this.saving = null; });
    return this.saving;
  }

  async send() {
    await this.ready;
    const content = JSON.stringify(readContent(this.form));
    try {
      const title = document.title.replace(/^Fel: /, "").replace(/ – MIA$/, "");
      const values = { path: this.path, title, content, draft: this.key, version: this.version };
      const answer = await this.post(`${DRAFTS}spara/`, values);
      const saved = await answer.json();
      this.adopt(saved);
      this.succeed(content);
      document.dispatchEvent(new CustomEvent("draft:saved", { detail: saved.left }));
    } catch (error) {
      this.fail(error);
    }
  }

  succeed(content) {
    this.isFailing = false;
    if (content !== JSON.stringify(readContent(this.form))) return this.typed();
    this.form.dataset.kept = "yes";
    const now = new Date().toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit" });
    this.say(`Utkast sparat ${now}.`);
  }

  fail(error) {
    if (error instanceof NotADraft) return this.say(REFUSED);
    this.isFailing = true;
    this.say(error instanceof LoggedOut ? LOGGED_OUT : NO_CONTACT);
    if (error instanceof LoggedOut) this.linkToLogin();
    this.timer ??= setTimeout(() => this.save(), RETRY);
  }

  say(text) {
    if (this.status.textContent !== text) this.status.textContent = text;
    this.status.classList.toggle("draft-problem", !text.startsWith("Utkast sparat"));
  }

  linkToLogin() {
    const link = document.createElement("a");
    link.href = "/konto/logga-in/";
    link.target = "_blank";
    link.textContent = "Logga in i en ny flik";
    this.status.append(" ", link);
  }

  // A draft that is being saved comes first: else it would arrive after the form that removes it.
  async submit(event) {
    clearTimeout(this.timer);
    this.timer = null;
    if (!this.saving && !this.isFailing) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    await (this.saving ?? this.save());
    if (!this.isFailing) HTMLFormElement.prototype.requestSubmit.call(this.form, event.submitter);
  }
}

const formDrafts = new Map();
function watchForms(part) {
  for (const form of part.querySelectorAll("form")) {
    if (isDrafted(form) && !formDrafts.has(form)) formDrafts.set(form, new FormDraft(form));
  }
}
if (document.body.dataset.sessionSeconds) {
  watchForms(document);
  document.addEventListener("htmx:afterSettle", (event) => watchForms(event.target));
  document.addEventListener("input", (event) => formDrafts.get(event.target.form)?.typed());
  document.addEventListener("submit", (event) => formDrafts.get(event.target)?.submit(event), true);
  window.addEventListener("pagehide", () => {
    for (const draft of formDrafts.values()) if (draft.timer) draft.save();
  });
}
