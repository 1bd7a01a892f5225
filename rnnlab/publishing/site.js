// What every page has: the theme's button, the list of headings, and boxes that scroll sideways with the keyboard.
const root = document.documentElement;
const button = document.getElementById("theme");
const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
const name = () => (button.textContent = dark() ? "Light theme" : "Dark theme");
button.hidden = false;
name();
button.onclick = () => {
  root.dataset.theme = dark() ? "light" : "dark";
  try {
    localStorage.setItem("rnnlab-theme", root.dataset.theme);
  } catch {
    // no memory here: the choice holds for this page
  }
  name();
};

const headings = document.querySelector(".toc details");
if (headings) headings.open = matchMedia("(min-width: 1200px)").matches;

const wide = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) {
      target.tabIndex = 0;
      target.setAttribute("role", "group");
      target.setAttribute("aria-label", "wider than the page: scroll sideways");
    } else if (target.tabIndex === 0) {
      for (const mark of ["tabindex", "role", "aria-label"]) target.removeAttribute(mark);
    }
  }
});
for (const box of document.querySelectorAll(".wide, pre")) wide.observe(box);
addEventListener("beforeprint", () => document.querySelectorAll("main details").forEach((box) => (box.open = true)));
