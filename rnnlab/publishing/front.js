// The front page: the scenes play by themselves, slowly, while they are in sight, and stay still where
// no motion is wanted. Scene is that of scenes.js.
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const pause = document.getElementById("pause");
const seen = new Set();
let held = false;

class Playing extends Scene {
  async begin() {
    await this.load();
    const control = Number(this.box.dataset.control);
    const states = [];
    for (let place = 0; ; place++) {
      const state = this.states[this.start.map((one, n) => (n === control ? place : one))];
      if (state === undefined) break;
      states.push(Array.isArray(state) ? state[0] : state);
    }
    const apart = Math.max(1, Math.round(states.length / 12)); // about a dozen pictures each
    this.order = states.filter((_, place) => place % apart === 0);
    this.turn = Math.floor(this.start[control] / apart);
  }

  step() {
    if (!this.order) return;
    this.turn = (this.turn + 1) % this.order.length;
    this.draw(this.order[this.turn]);
  }
}

const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    const { scene } = target;
    if (!isIntersecting) seen.delete(scene);
    else {
      seen.add(scene);
      if (!calm.matches) scene.begun ??= scene.begin().catch(() => seen.delete(scene)); // it stays still
    }
  }
});
for (const box of document.querySelectorAll(".moving")) {
  box.scene = new Playing(box);
  observer.observe(box);
}

setInterval(() => {
  if (held || calm.matches || document.hidden) return;
  for (const scene of seen) scene.step();
}, 1100);

pause.hidden = calm.matches;
pause.onclick = () => {
  held = !held;
  pause.setAttribute("aria-pressed", held);
};
