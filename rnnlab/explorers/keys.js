// Plain keys belong to the control that has the focus; with Control and its like they go to the notebook. JupyterLab
// looks at a key after the control, Notebook 7 before it, unless the control is marked: window comes before both.
const MARK = "data-lm-suppress-shortcuts";

function keepKeys(box) {
  const isOurs = (event) => {
    const held = event.shiftKey || event.ctrlKey || event.metaKey || event.altKey;
    return !held && !["Escape", "Tab"].includes(event.key) && box.contains(event.target);
  };
  const mark = (event) => isOurs(event) && event.target.setAttribute(MARK, "");
  const stop = (event) => {
    if (!isOurs(event)) return;
    event.target.removeAttribute(MARK);
    event.stopPropagation();
  };
  window.addEventListener("keydown", mark, true);
  box.addEventListener("keydown", stop);
  return () => {
    window.removeEventListener("keydown", mark, true);
    box.removeEventListener("keydown", stop);
  };
}

