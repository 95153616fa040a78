"use strict";
// The choices of the visitor, the keys, and the first page.
(() => {
  const themes = ["auto", "light", "dark"];
  const theme = (name) => { if (name === "auto") delete document.documentElement.dataset.theme; else document.documentElement.dataset.theme = name; };
  sijill.language = stored.get("language") || (navigator.language.startsWith("ar") || !navigator.language ? "ar" : "en");
  theme(stored.get("theme") || "auto");
  document.getElementById("language").addEventListener("click", () => { sijill.language = sijill.language === "ar" ? "en" : "ar"; stored.set("language", sijill.language); show(); });
  document.getElementById("theme").addEventListener("click", () => {
    const next = themes[(themes.indexOf(stored.get("theme") || "auto") + 1) % 3];
    stored.set("theme", next);
    theme(next);
    show();
  });
  addEventListener("hashchange", () => { show(); scrollTo(0, 0); });
  addEventListener("keydown", (event) => {
    if (event.target.matches("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    const view = where().view;
    if (event.key === "/") {
      event.preventDefault();
      const focus = () => { const box = document.getElementById("f-q"); if (box) box.focus(); };
      if (view === "events") focus(); else { location.hash = "#/events"; setTimeout(focus, 100); }
    }
    if (/^[1-5]$/.test(event.key)) location.hash = `#/${order[Number(event.key) - 1]}`;
    if (view === "event" && (event.key === "j" || event.key === "k")) sijill.views.event.step(event.key === "j" ? 1 : -1);
    if (view === "event" && (event.key === "a" || event.key === "r") && sijill.views.event.judge) { event.preventDefault(); sijill.views.event.judge(event.key === "a" ? "accept" : "reject"); }
  });
  show();
})();
