// Binds allauth's passkey forms without inline script: the button says which form it is, `webauthn_data` holds the challenge.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const button = document.querySelector("[data-webauthn]");
  if (!button) return;
  if (!window.PublicKeyCredential) {
    say("Den här webbläsaren kan inte använda nycklar. Använd en kod från appen i stället.");
    return;
  }
  const ids = { credential: button.dataset.credential, data: "webauthn_data" };
  const forms = window.allauth.webauthn.forms;
  if (button.dataset.webauthn === "add") forms.addForm({ ids: { ...ids, add: button.id } });
  else forms.authenticateForm({ ids: { ...ids, authenticate: button.id } });
});

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const name = event.detail.exception.name;
  if (name === "InvalidStateError") say("Nyckeln är redan tillagd.");
  else if (name === "SecurityError") say("Nycklar fungerar inte på den här adressen. De behöver https och ett domännamn.");
  else say("Det blev inget svar från nyckeln. Försök igen, eller använd en kod från appen.");
});
