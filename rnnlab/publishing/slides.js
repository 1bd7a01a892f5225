// Slides with reveal.js: across from section to section, down within one. Keys pressed on a control stay there.
for (const fieldset of document.querySelectorAll(".scene fieldset")) {
  fieldset.addEventListener("keydown", (event) => event.stopPropagation());
}
Reveal.initialize({
  width: 1280,
  height: 720,
  margin: 0,
  center: false,
  hash: true,
  slideNumber: "c/t",
  transition: "none",
  backgroundTransition: "none",
});
