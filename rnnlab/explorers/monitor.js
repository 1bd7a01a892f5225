// The page's part of a training that is watched. The buttons are shown when Python has answered to hello while
// it runs: without a subshell it would hear them only after the end.
const AGAIN = 250, PATIENCE = 1500, ENOUGH = 10000, CALM = 1000; // milliseconds

export default {
  render({ model, el }) {
    el.classList.add("rnnlab-monitor");
    el.tabIndex = -1;
    el.innerHTML = `
      <div class="top">
        <div class="buttons"><button type="button">Pause</button><button type="button">Stop</button><span class="unheard">To stop: ■ in the toolbar</span></div>
        <div class="bar" role="progressbar" aria-label="training" aria-valuemin="0"><div></div></div>
        <div class="numbers"></div>
      </div>
      <div class="rnnlab-picture"></div>
      <div class="said" role="status"></div>`;
    const [buttons, bar, numbers, picture, said] = [".buttons", ".bar", ".numbers", ".rnnlab-picture", ".said"].map(
      (one) => el.querySelector(one),
    );
    const [pause, stop] = buttons.children;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    let svg = "", shown = 0;

    const show = () => {
      const frame = model.get("frame");
      if (!frame.state) return;
      if (calm && frame.state === el.dataset.state && Date.now() - shown < CALM) return;
      shown = Date.now();
      const paused = frame.state === "paused";
      if (frame.state === "ended" && buttons.contains(document.activeElement)) el.focus({ preventScroll: true });
      el.dataset.state = frame.state;
      if (frame.heard) el.dataset.heard = "yes";
      const label = paused ? "Go on" : "Pause";
      if (pause.textContent !== label) pause.textContent = label;
      bar.setAttribute("aria-valuemax", frame.steps);
      bar.setAttribute("aria-valuenow", frame.step);
      bar.setAttribute("aria-valuetext", `step ${frame.step} of ${frame.steps}`);
      bar.firstChild.style.width = `${(100 * frame.step) / frame.steps}%`;
      numbers.textContent = frame.numbers;
      if (said.textContent !== frame.words) said.textContent = frame.words;
      if (svg !== frame.svg) picture.innerHTML = svg = frame.svg;
    };
    pause.onclick = () => model.send({ wish: pause.textContent === "Pause" ? "pause" : "go on" });
    stop.onclick = () => model.send({ wish: "stop" });
    const letGo = keepKeys(el);
    model.on("change:frame", show);
    show();
    // More than once: what is sent before the page has its subshell is not heard.
    const begun = Date.now();
    const hello = () => {
      const waited = Date.now() - begun;
      if (el.dataset.state === "ended" || el.dataset.heard === "yes" || waited > ENOUGH) return clearInterval(timer);
      if (waited > PATIENCE) el.dataset.heard = "no";
      model.send({ wish: "hello" });
    };
    const timer = setInterval(hello, AGAIN);
    hello();
    return () => {
      clearInterval(timer);
      letGo();
      model.off("change:frame", show);
    };
  },
};
