// Starts Blazor and shows a lost connection in our own element instead of the default dialog. Retries forever.
(() => {
  const part = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const signal = part("components-reconnect-modal");
  const card = part("lost");
  const count = part("lost-count");
  const longest = 3000;
  const pageKey = "lifecycle.page";
  const pageAgeMs = 600_000;
  const otherTabMs = 15_000;
  let watching = false;
  let asking = false;

  returnToPage();

  signal.addEventListener("components-reconnect-state-changed", (event) => {
    const { state, currentAttempt: attempt } = /** @type {ReconnectEvent} */ (event).detail;
    if (state === "hide" || card.dataset.state !== "signed-out") {
      card.dataset.state = state === "hide" ? "connected" : state === "show" || state === "retrying" ? "reconnecting" : "gone";
    }

    count.textContent = attempt !== undefined && attempt > 1 ? `, attempt ${attempt}` : "";
    if (state === "failed" || state === "rejected") {
      // The server has dropped this circuit or was restarted. Reload; the URL keeps filter and selection.
      reloadWhen((status) => status < 500);
    } else if (state === "retrying") {
      findIfSignedOut();
    }
  });

  /** The status of /session, which is 401 for a browser that is not signed in; 0 when the server does not answer. */
  async function session() {
    try {
      return (await fetch(new URL("session", document.baseURI), { cache: "no-store", credentials: "same-origin" })).status;
    } catch {
      return 0;
    }
  }

  /** A server that was restarted without kept data answers each attempt with 401. */
  async function findIfSignedOut() {
    if (asking || watching) {
      return;
    }

    asking = true;
    if ((await session()) === 401) {
      card.dataset.state = "signed-out";
      rememberPage();
      // Another tab may sign in.
      reloadWhen((status) => status < 400);
    }

    asking = false;
  }

  /** @param {(status: number) => boolean} isBack */
  async function reloadWhen(isBack) {
    if (watching) {
      return;
    }

    watching = true;
    for (;;) {
      const status = await session();
      if (status > 0 && isBack(status)) {
        location.reload();
        return;
      }

      await new Promise((wake) => setTimeout(wake, 1500));
    }
  }

  // The address that the server prints leads to "/". It then goes to the page where the sign-in was lost, once.
  function rememberPage(ms = pageAgeMs) {
    try {
      localStorage.setItem(pageKey, JSON.stringify({ page: location.pathname + location.search, until: Date.now() + ms }));
    } catch {
      // Storage is not available: the address leads to "/".
    }
  }

  function returnToPage() {
    try {
      const kept = JSON.parse(localStorage.getItem(pageKey) ?? "null");
      const here = location.pathname + location.search;
      if (kept && here === "/") {
        localStorage.removeItem(pageKey);
        if (Date.now() < kept.until && /^\/(?!\/)/.test(kept.page)) {
          location.replace(kept.page);
        }
      } else if (kept?.page === here) {
        // It is back by itself. The tab that has just signed in may still be loading.
        rememberPage(otherTabMs);
      }
    } catch {
      // Nothing is kept, or storage is not available.
    }
  }

  // Keep the session alive while a page is open: the cookie is renewed only by an HTTP response.
  setInterval(session, 3_600_000);

  part("lost-reload").addEventListener("click", () => location.reload());

  Blazor.start({
    circuit: {
      reconnectionOptions: {
        maxRetries: 1000,
        retryIntervalMilliseconds: (/** @type {number} */ attempt) => Math.min(longest, 300 * 2 ** attempt),
      },
    },
  });
})();
