// Follows `const [begins] = arguments` and `const look = …`: waits for an event of type `begins`,
// then for another look than before. `window.took` is the time from that event to the second
// animation frame after the change: by then the frame that shows it is on the screen.

const before = look();
window.took = new Promise((tell) => {
  let begun = null;
  const begin = (event) => (begun = Math.min(event.timeStamp, performance.now()));
  addEventListener(begins, begin, { capture: true, once: true });
  const changes = new MutationObserver(() => {
    if (begun === null || look() === before) return;
    changes.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => tell(performance.now() - begun)));
  });
  changes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
});
