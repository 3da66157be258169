// Sets theme and density before the first paint. A classic script in the head, to avoid a flash.
(() => {
  const key = "lifecycle.theme";
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  /** @returns {ThemeChoice} */
  function choice() {
    try {
      const stored = localStorage.getItem(key);
      return stored === "light" || stored === "dark" ? stored : "system";
    } catch {
      return "system"; // storage is not available
    }
  }

  function apply() {
    const chosen = choice();
    root.dataset.themeChoice = chosen;
    root.dataset.theme = chosen === "system" ? (dark.matches ? "dark" : "light") : chosen;
  }

  // View settings. Only these values are accepted, because any script of the origin can write to its storage.
  const viewKey = "lifecycle.view";
  /** @type {Record<Exclude<keyof View, "columns">, string[]>} */
  const values = { density: ["comfortable", "dense"], time: ["local", "utc", "since"], letters: ["on", "off"], hint: ["show", "seen"], keep: ["30", "0", "1", "3", "10", "60", "all"] };
  const names = /** @type {(keyof typeof values)[]} */ (Object.keys(values));
  const columns = /^[a-z0-9,:]{0,400}$/; // Shared/Url/TreeColumns.cs knows the names
  const view = /** @type {View} */ ({ columns: "" });
  names.forEach((name) => (view[name] = values[name][0]));

  /** @param {Partial<View> | null} given @returns {Partial<View>} */
  function known(given) {
    const found = /** @type {Partial<View>} */ ({});
    for (const name of names) {
      const value = given?.[name];
      if (value !== undefined && values[name].includes(value)) {
        found[name] = value;
      }
    }

    if (typeof given?.columns === "string" && columns.test(given.columns)) {
      found.columns = given.columns;
    }

    return found;
  }

  /** @param {Partial<View>} some */
  function take(some) {
    Object.assign(view, known(some));
    root.dataset.density = view.density;
    root.dataset.letters = view.letters;
  }

  function stored() {
    try {
      return known(JSON.parse(localStorage.getItem(viewKey) ?? "{}"));
    } catch {
      return {}; // storage is not available or has invalid content
    }
  }

  take(stored());

  globalThis.lifecycleView = {
    read: () => view,
    write(name, value) {
      take({ [name]: value });
      try {
        // Only this value: another tab may have changed others since.
        localStorage.setItem(viewKey, JSON.stringify({ ...view, ...stored(), [name]: view[name] }));
      } catch {
        // Not stored; applies to this page only.
      }
    },
  };

  globalThis.lifecycleTheme = {
    choice,
    cycle() {
      const next = /** @type {const} */ ({ system: "light", light: "dark", dark: "system" })[choice()];
      try {
        localStorage.setItem(key, next);
      } catch {
        // Not stored; applies to this page only.
      }
      apply();
      root.dataset.themeChoice = next;
      return next;
    },
  };

  dark.addEventListener("change", apply);
  apply();
})();
