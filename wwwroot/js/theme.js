// Chooses the theme before anything is drawn. A classic script in the head, so that there is no flash.
(() => {
  const key = "lifecycle.theme";
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  function choice() {
    try {
      const stored = localStorage.getItem(key);
      return stored === "light" || stored === "dark" ? stored : "system";
    } catch {
      return "system"; // storage is forbidden here
    }
  }

  function apply() {
    const chosen = choice();
    root.dataset.themeChoice = chosen;
    root.dataset.theme = chosen === "system" ? (dark.matches ? "dark" : "light") : chosen;
  }

  globalThis.lifecycleTheme = {
    choice,
    cycle() {
      const next = { system: "light", light: "dark", dark: "system" }[choice()];
      try {
        localStorage.setItem(key, next);
      } catch {
        // It holds for this page only.
      }
      apply();
      root.dataset.themeChoice = next;
      return next;
    },
  };

  dark.addEventListener("change", apply);
  apply();
})();
