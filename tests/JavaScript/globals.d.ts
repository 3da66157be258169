// What the scripts of the pages find in the browser besides its own API.
export {};

declare global {
  /** A DotNetObjectReference: the server's side of a page. It rejects when the connection is gone. */
  interface Receiver {
    invokeMethodAsync(method: string, ...values: unknown[]): Promise<unknown>;
  }

  /** Blazor's event on #components-reconnect-modal. */
  type ReconnectEvent = CustomEvent<{ state: "show" | "retrying" | "hide" | "failed" | "rejected"; currentAttempt?: number }>;

  type ThemeChoice = "light" | "dark" | "system";

  /** What the browser remembers of how a viewer wants the pages: State/StoredView.cs. */
  interface View {
    density: string;
    time: string;
    letters: string;
    hint: string;
    keep: string;
    columns: string;
  }

  // theme.js sets these before anything else runs.
  var lifecycleTheme: { choice(): ThemeChoice; cycle(): ThemeChoice };
  var lifecycleView: { read(): View; write(name: keyof View, value: string): void };

  var Blazor: { start(options: object): Promise<void> };
}
