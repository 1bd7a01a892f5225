// Beside every explorer: the status line that a screen reader reads, and a name for each slider,
// which ipywidgets leaves without one.
const HANDLES = "[role=slider]:not([aria-label])";

function nameSliders(explorer) {
  for (const handle of explorer.querySelectorAll(HANDLES)) {
    const label = handle.closest(".jupyter-widgets")?.querySelector(".widget-label");
    if (label?.textContent) handle.setAttribute("aria-label", label.textContent);
  }
}

export default {
  render({ model, el }) {
    const status = document.createElement("div");
    status.className = "rnnlab-status";
    status.setAttribute("role", "status");
    el.append(status);
    const say = () => (status.textContent = model.get("words"));
    model.on("change:words", say);
    say();

    const observer = new MutationObserver(() => nameSliders(el.closest(".rnnlab-explorer")));
    const begin = () => {
      const explorer = el.closest(".rnnlab-explorer");
      if (!explorer) return requestAnimationFrame(begin);
      nameSliders(explorer);
      observer.observe(explorer.querySelector(".rnnlab-controls"), { childList: true, subtree: true });
    };
    begin();
    return () => {
      model.off("change:words", say);
      observer.disconnect();
    };
  },
};
