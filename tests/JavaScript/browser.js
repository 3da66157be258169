// A page without a browser: jsdom's DOM, a clock that the test moves, and a server that remembers what it was sent.
import { JSDOM } from "jsdom";
import { mock } from "node:test";

const names = ["document", "Element", "HTMLElement", "Event", "CustomEvent", "MouseEvent", "KeyboardEvent", "MutationObserver", "localStorage", "location"];

/** Makes a page and puts what scripts use into the global object. Call it before the module under test is imported. */
export function openPage(body = "") {
  const dom = new JSDOM(`<!doctype html><html><body>${body}</body></html>`, { url: "http://localhost/" });
  for (const name of names) {
    Object.defineProperty(globalThis, name, { value: dom.window[name], configurable: true, writable: true });
  }

  // Without a screen jsdom's pages are hidden.
  Object.defineProperty(dom.window.document, "hidden", { value: false, configurable: true });
  globalThis.addEventListener = dom.window.addEventListener.bind(dom.window);
  globalThis.removeEventListener = dom.window.removeEventListener.bind(dom.window);
  globalThis.matchMedia = () => ({ matches: false, addEventListener() {} });
  // A port that listens would keep the test from ending.
  globalThis.MessageChannel = class {
    port1 = {};
    port2 = { postMessage() {} };
  };
  globalThis.ResizeObserver = class {
    observe() {}
    disconnect() {}
  };
  return dom.window;
}

/** Time that only the test moves: performance.now(), timers and frames. */
export function holdTime() {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  let now = 1000;
  Object.defineProperty(globalThis, "performance", { value: { now: () => now }, configurable: true });
  globalThis.requestAnimationFrame = (callback) => setTimeout(() => callback(now), 16);
  globalThis.cancelAnimationFrame = (id) => clearTimeout(id);
  return {
    get now() {
      return now;
    },
    pass(ms) {
      for (let left = ms; left > 0; left -= 1) {
        now += Math.min(1, left);
        mock.timers.tick(1);
      }
    },
  };
}

/** A DotNetObjectReference. */
export function server() {
  const calls = [];
  return {
    calls,
    take: () => calls.splice(0),
    invokeMethodAsync(...call) {
      calls.push(call);
      return Promise.resolve();
    },
  };
}

export function press(target, key, options = {}) {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...options });
  Object.defineProperty(event, "timeStamp", { value: performance.now() });
  target.dispatchEvent(event);
  return event;
}

/** jsdom has no PointerEvent: a mouse event under its name has all that the scripts read. */
export function point(target, type, clientX, options = {}) {
  const event = new MouseEvent(type, { clientX, clientY: 0, button: 0, bubbles: true, cancelable: true, ...options });
  target.dispatchEvent(event);
  return event;
}

/** jsdom lays nothing out. */
export function box(element, { left = 0, top = 0, width = 0, height = 0 }) {
  element.getBoundingClientRect = () => ({ left, top, width, height, right: left + width, bottom: top + height });
  for (const [name, value] of [["clientHeight", height], ["offsetHeight", height]]) {
    Object.defineProperty(element, name, { value, configurable: true });
  }
}
