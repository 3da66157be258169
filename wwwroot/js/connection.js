// Starts Blazor and shows a lost connection in our own element instead of the default dialog. Retries forever.
(() => {
  const signal = document.getElementById("components-reconnect-modal");
  const card = document.getElementById("lost");
  const count = document.getElementById("lost-count");
  const longest = 3000;
  let watching = false;

  signal.addEventListener("components-reconnect-state-changed", (event) => {
    const state = event.detail.state;
    card.dataset.state = state === "hide" ? "connected" : state === "show" || state === "retrying" ? "reconnecting" : "gone";
    const attempt = event.detail.currentAttempt;
    count.textContent = attempt > 1 ? `, attempt ${attempt}` : "";
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

  document.getElementById("lost-reload").addEventListener("click", () => location.reload());

  Blazor.start({
    circuit: {
      reconnectionOptions: {
        maxRetries: 1000,
        retryIntervalMilliseconds: (attempt) => Math.min(longest, 300 * 2 ** attempt),
      },
    },
  });
})();
