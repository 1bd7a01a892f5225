// Beside every explorer: the status line that a screen reader reads, and a name for each slider
// and each button of a player, which ipywidgets leaves without one.
const HANDLES = "[role=slider]:not([aria-label])";
const BUTTONS = {
  play: "play or pause the steps",
  pause: "play or pause the steps",
  stop: "back to the first step",
  retweet: "repeat",
};

function nameControls(explorer) {
  for (const [icon, name] of Object.entries(BUTTONS)) {
    for (const mark of explorer.querySelectorAll(`.widget-play button:not([aria-label]) .fa-${icon}`)) {
      mark.closest("button").setAttribute("aria-label", name);
    }
  }
  for (const handle of explorer.querySelectorAll(HANDLES)) {
    const label = handle.closest(".jupyter-widgets")?.querySelector(".widget-label");
    if (label?.textContent) handle.setAttribute("aria-label", label.textContent);
  }
}

export default {
  render({ el }) {
    const status = document.createElement("div");
    status.className = "rnnlab-status";
    status.setAttribute("role", "status");
    el.append(status);

    // The status line says what the picture says of itself, or the error in its place.
    const follow = () => {
      const explorer = el.closest(".rnnlab-explorer");
      const picture = explorer.querySelector(".rnnlab-picture");
      const words = (picture.querySelector("desc, p") ?? picture.querySelector("title"))?.textContent ?? "";
      if (status.textContent !== words) status.textContent = words;
      nameControls(explorer);
    };
    const observer = new MutationObserver(follow);
    const begin = () => {
      const explorer = el.closest(".rnnlab-explorer");
      if (!explorer?.querySelector(".rnnlab-picture")) return requestAnimationFrame(begin);
      follow();
      observer.observe(explorer, { childList: true, subtree: true });
    };
    begin();
    return () => observer.disconnect();
  },
};
