// Starts Blazor and shows a lost connection in our own element instead of the default dialog. Retries forever.
(() => {
  const part = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const signal = part("components-reconnect-modal");
  const card = part("lost");
  const count = part("lost-count");
  const longest = 3000;
  let watching = false;

  signal.addEventListener("components-reconnect-state-changed", (event) => {
    const { state, currentAttempt: attempt } = /** @type {ReconnectEvent} */ (event).detail;
    card.dataset.state = state === "hide" ? "connected" : state === "show" || state === "retrying" ? "reconnecting" : "gone";
    count.textContent = attempt !== undefined && attempt > 1 ? `, attempt ${attempt}` : "";
    if (state === "failed" || state === "rejected") {
      // The server has dropped this circuit or was restarted. Reload; the URL keeps filter and selection.
      reloadWhenBack();
    }
  });

  async function reloadWhenBack() {
    if (watching) {
      return;
    }

    watching = true;
    for (;;) {
      try {
        const answer = await fetch(document.baseURI, { method: "HEAD", cache: "no-store", credentials: "same-origin" });
        if (answer.status < 500) {
          location.reload();
          return;
        }
      } catch {
        // Still unreachable.
      }
      await new Promise((wake) => setTimeout(wake, 1500));
    }
  }

  // Keep the session alive while a page is open: the cookie is renewed only by an HTTP response.
  setInterval(() => fetch(new URL("session", document.baseURI), { credentials: "same-origin" }).catch(() => {}), 3_600_000);

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
