// Run in the page of events. A row's process id ends with the process's start in nanoseconds since boot, and the row of
// a fork is about that very moment: so the row itself says when the kernel saw what it shows. Each such row is stamped
// when the frame that first shows it has been drawn: the message is handled after the frame's callbacks and its paint.
() => {
  const known = new Set();
  const waiting = [];
  const drawn = [];
  const channel = new MessageChannel();
  let asked = false;

  const look = note => {
    for (const row of document.querySelectorAll('[data-testid=event-row]')) {
      if (known.has(row.dataset.seq) || row.querySelector('.e-kind > span:last-child')?.textContent !== 'fork') continue;
      known.add(row.dataset.seq);
      if (note) waiting.push(row.dataset.processId.split('-')[1]);
    }
    if (waiting.length && !asked) {
      asked = true;
      requestAnimationFrame(() => channel.port2.postMessage(0));
    }
  };

  channel.port1.onmessage = () => {
    const at = performance.now();
    asked = false;
    for (const start of waiting.splice(0)) drawn.push([start, at]);
  };
  look(false);
  new MutationObserver(() => look(true)).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-seq'] });
  window.takeDrawn = () => drawn.splice(0);
}
