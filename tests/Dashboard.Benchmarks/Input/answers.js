// Run in a page. From a key press to the frame that first shows what it did: the key is stamped by the browser when it
// comes, the page's answer when the frame that first shows it has been drawn. What counts as the answer is one text of
// the page that no event changes, only the key.
kind => {
  const texts = {
    row: () => document.querySelector('.page [role=row][tabindex="0"]')?.id,
    pause: () => document.querySelector('[data-testid=pause]')?.getAttribute('aria-pressed'),
    pid: () => document.querySelector('[data-testid=pid-answer]')?.textContent ?? document.querySelector('.page h2')?.textContent,
    range: () => document.querySelector('[data-testid=timeline-range]')?.textContent,
  };
  const read = texts[kind];
  const answers = [];
  const channel = new MessageChannel();
  let pressed = null;
  let shown = null;

  window.addEventListener('keydown', event => pressed = { at: event.timeStamp, before: read() }, true);
  new MutationObserver(() => {
    const now = pressed && read();
    if (now && now !== pressed.before) {
      shown = pressed.at;
      pressed = null;
      requestAnimationFrame(() => channel.port2.postMessage(0));
    }
  }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  channel.port1.onmessage = () => answers.push(performance.now() - shown);
  window.countAnswers = () => answers.length;
  window.takeAnswers = () => answers.splice(0);
}
