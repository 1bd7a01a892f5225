// Beside every explorer: the status line that a screen reader reads, a name for each slider and each
// button of a player, which ipywidgets leaves without one, and whether the button "more" is open.
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
  const more = explorer.querySelector(".rnnlab-more");
  const open = String(more?.classList.contains("mod-active"));
  if (more && more.getAttribute("aria-expanded") !== open) {
    more.removeAttribute("aria-pressed");
    more.setAttribute("aria-expanded", open);
  }
}

export default {
  render({ el }) {
    const status = document.createElement("div");
    status.className = "rnnlab-status";
    status.setAttribute("role", "status");
    el.append(status);

    // The status line says what the picture says of itself, or the error in its place. A cell that is
    // run again takes the old explorer off the page, and may do so between two of these calls.
    const follow = () => {
      const explorer = el.closest(".rnnlab-explorer");
      const picture = explorer?.querySelector(".rnnlab-picture");
      if (!picture) return;
      const words = (picture.querySelector("desc, p") ?? picture.querySelector("title"))?.textContent ?? "";
      if (status.textContent !== words) status.textContent = words;
      nameControls(explorer);
    };
    const observer = new MutationObserver(follow);
    let waiting = true, letGo = () => {};
    const begin = () => {
      if (!waiting) return;
      const explorer = el.closest(".rnnlab-explorer");
      if (!explorer?.querySelector(".rnnlab-picture")) return requestAnimationFrame(begin);
      follow();
      letGo = keepKeys(explorer);
      observer.observe(explorer, { childList: true, subtree: true, attributeFilter: ["class"] });
    };
    begin();
    return () => {
      waiting = false;
      letGo();
      observer.disconnect();
    };
  },
};
