// Two minutes before the session ends one is asked to stay. Every tab hears when another has spoken with the server.
"use strict";

const AHEAD = 120; // seconds
const { sessionSeconds } = document.body.dataset;

if (sessionSeconds) {
  const channel = new BroadcastChannel("mia-session");
  let timer = null;
  let dialog = null;
  let isTold = false;

  const close = () => {
    dialog?.close();
    dialog?.remove();
    dialog = null;
  };
  const spoken = () => {
    channel.postMessage("active");
    begin();
  };
  const stay = async () => {
    const answer = await fetch("/utkast/", { redirect: "manual" }).catch(() => null);
    if (answer?.ok) spoken();
  };
  // `isLast`: the ten hours of the log-in are soon over, and nothing makes them longer.
  const warn = (isLast) => {
    if (dialog) return;
    dialog = document.createElement("dialog");
    dialog.setAttribute("aria-labelledby", "session-title");
    const title = document.createElement("h2");
    title.id = "session-title";
    title.textContent = "Du loggas snart ut";
    const text = document.createElement("p");
    text.textContent = isLast
      ? "Om två minuter har du varit inloggad i tio timmar. Det du skriver sparas som utkast. Logga in igen när du vill fortsätta."
      : "Om två minuter loggas du ut, för att ingen annan ska använda din dator. Det du har skrivit är sparat som utkast.";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-primary";
    button.textContent = isLast ? "Jag förstår" : "Stanna kvar";
    button.addEventListener("click", isLast ? close : stay);
    dialog.append(title, text, button);
    document.body.append(dialog);
    dialog.showModal();
  };
  const begin = () => {
    close();
    clearTimeout(timer);
    timer = setTimeout(() => warn(false), (Number(sessionSeconds) - AHEAD) * 1000);
  };

  channel.addEventListener("message", begin);
  channel.postMessage("active");
  document.addEventListener("htmx:afterRequest", spoken);
  document.addEventListener("draft:saved", (event) => {
    spoken();
    if (event.detail > AHEAD || isTold) return;
    isTold = true;
    warn(true);
  });
  begin();
}
