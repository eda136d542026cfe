// The second frame begins when the first is on the screen. Switchyard marks the same moment.
requestAnimationFrame(() => requestAnimationFrame(() => performance.mark('drawn')));
