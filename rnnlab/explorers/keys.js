// Plain keys belong to the control that has the focus. JupyterLab and Notebook 7 would take them for the cell; with
// Control and its like they still do. Notebook 7 looks at a key before any element does, so we look at the window.
function keepKeys(box) {
  const keep = (event) => {
    if (!box.contains(event.target)) return;
    const held = event.shiftKey || event.ctrlKey || event.metaKey || event.altKey;
    event.target.toggleAttribute("data-lm-suppress-shortcuts", !held && event.key !== "Escape");
  };
  window.addEventListener("keydown", keep, true);
  return () => window.removeEventListener("keydown", keep, true);
}

