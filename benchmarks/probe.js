// The page's half of latency.py: when a key was pressed, and in which frame the picture was new.
//
// A step begins with the key event's own time stamp. It ends with the first animation frame in which
// the picture is another one than before, and there to be seen: an image counts when it is loaded.
(knob) => {
  const cell = knob.closest(".jp-Cell"), outputs = cell.querySelector(".jp-Cell-outputWrapper");
  const probe = (window.probe = { knob, frames: [], pressed: null, shown: null, seen: 0, recording: false });
  let dirty = true, picture = null;
  const touched = () => (dirty = true);
  new MutationObserver(touched).observe(outputs, { subtree: true, childList: true, attributes: true });
  outputs.addEventListener("load", touched, true);
  window.addEventListener("keydown", (event) => (probe.pressed = event.timeStamp), true);

  const look = () => {
    const found = outputs.querySelector(".rnnlab-picture svg, img");
    if (!found || found.getClientRects().length === 0) return null;
    if (found.tagName === "IMG") return found.complete && found.naturalWidth ? found.src : null;
    return found.outerHTML;
  };
  const frame = () => {
    if (window.probe !== probe) return;
    const now = performance.now();
    if (dirty || probe.recording) {
      dirty = false;
      const latest = look();
      if (probe.recording) probe.frames.push([latest === null, Math.round(outputs.getBoundingClientRect().height)]);
      if (latest !== null && latest !== picture) {
        picture = latest;
        probe.shown = now;
        probe.seen += 1;
      }
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);

  probe.wait = (test, limit) =>
    new Promise((done) => {
      const end = performance.now() + limit;
      const look = () => (test() || performance.now() > end ? done() : setTimeout(look, 4));
      look();
    });
  // Wait until the picture is a new one (or the limit is over); ms from the key to it, or null.
  probe.step = async (limit) => {
    const start = probe.pressed;
    await probe.wait(() => probe.shown > start, limit);
    return probe.shown > start ? probe.shown - start : null;
  };
  // Press keys with a fixed gap; ms from the last key to the last new picture, and how many were seen.
  probe.burst = async (keys, gap) => {
    const before = probe.seen, start = performance.now();
    for (const [n, key] of keys.entries()) {
      await probe.wait(() => performance.now() >= start + n * gap - 2, 60000);
      knob.dispatchEvent(new KeyboardEvent("keydown", { key, code: key, bubbles: true, cancelable: true }));
    }
    const last = performance.now();
    await probe.wait(() => performance.now() - Math.max(last, probe.shown) > 1500, 60000);
    return { seen: probe.seen - before, last: Math.max(0, probe.shown - last) };
  };
};
