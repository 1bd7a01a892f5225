// Scenes of a page to read: their controls choose among pictures that were drawn when the page was built.
// The pictures of a scene are a script of its own, so that they also load from a folder on a disk.
const arriving = new Map();
window.rnnlabFrames = (name, frames) => arriving.get(name)?.(frames);

const decoded = (image) =>
  new TextDecoder().decode(Uint8Array.from(atob(image.src.split(",")[1]), (one) => one.charCodeAt(0)));

class Scene {
  constructor(box) {
    this.box = box;
    this.picture = box.querySelector(".picture");
    this.first = decoded(this.picture.querySelector("img"));
    this.loaded = null;
  }

  load() {
    this.loaded ??= new Promise((resolve, reject) => {
      arriving.set(this.box.dataset.frames, resolve);
      const script = document.createElement("script");
      script.src = document.documentElement.dataset.root + this.box.dataset.frames;
      script.onerror = () => reject(new Error("its pictures could not be loaded"));
      document.head.append(script);
    }).then((frames) => Object.assign(this, frames, { at: [...frames.start] }));
    return this.loaded;
  }

  // Go to these places of the controls' values; `moved` is the control that must stay where it is.
  go(at, moved) {
    let state = this.states[at];
    if (state === undefined) {
      at = this.start.map((place, n) => (n === moved ? at[n] : place));
      while ((state = this.states[at]) === undefined && at[moved] > 0) at[moved] -= 1;
    }
    const [number, other] = Array.isArray(state) ? state : [state, {}];
    this.at = other.at ?? at;
    this.last = other.last;
    this.idle = other.idle;
    this.draw(number);
  }

  draw(number) {
    const pieces = this.pictures[number];
    const svg = pieces.map((piece) => (typeof piece === "string" ? piece : this.first.slice(...piece))).join("");
    const high = this.picture.offsetHeight;
    this.picture.innerHTML = svg;
    if (this.picture.offsetHeight < high) this.picture.style.minHeight = `${high}px`; // nothing jumps
  }

  get words() {
    return (this.picture.querySelector("desc") ?? this.picture.querySelector("title"))?.textContent ?? "";
  }
}

const placeOf = (input) =>
  input.type === "checkbox" ? Number(input.checked)
  : input.type === "range" ? Math.round((input.value - input.min) / input.step)
  : input.selectedIndex;

// The controls of a scene, and the line that says in words what the picture shows.
function wake(scene) {
  const { box } = scene;
  const controls = [...box.querySelectorAll(".control")].map((control) => ({
    control,
    input: control.querySelector("input, select"),
    output: control.querySelector("output"),
    play: control.querySelector(".play"),
    most: control.querySelector("input[type=range]")?.max,
  }));
  const idle = controls.filter(({ control }) => control.hidden).map(({ control }) => control.dataset.name);

  function show() {
    controls.forEach(({ control, input, output, most }, n) => {
      control.hidden = (scene.idle ?? idle).includes(control.dataset.name);
      if (input.type === "checkbox") input.checked = Boolean(scene.at[n]);
      else if (input.type !== "range") input.selectedIndex = scene.at[n];
      else {
        const [low, step] = [Number(input.min), Number(input.step)];
        input.max = scene.last ? low + scene.last[n] * step : most;
        input.value = low + scene.at[n] * step;
        output.textContent = Number(input.value).toFixed(input.dataset.digits).replace("-", "−");
      }
    });
    const status = box.querySelector(".status");
    if (status.textContent !== scene.words) status.textContent = scene.words;
  }

  controls.forEach(({ input, play }, n) => {
    const move = () => {
      const at = [...scene.at];
      at[n] = placeOf(input);
      scene.go(at, n);
      show();
    };
    input.addEventListener("input", move);
    if (!play) return;
    let timer;
    const rest = () => {
      timer = clearInterval(timer);
      play.textContent = "Play";
      play.setAttribute("aria-pressed", "false");
    };
    play.setAttribute("aria-label", `Play ${input.closest("label").textContent.trim()}`);
    play.addEventListener("click", () => {
      if (timer) return rest();
      play.textContent = "Pause";
      play.setAttribute("aria-pressed", "true");
      const step = () => {
        input.stepUp();
        move();
        if (Number(input.value) >= Number(input.max)) rest();
      };
      timer = setInterval(step, Number(play.dataset.interval));
      if (Number(input.value) < Number(input.max)) return;
      input.value = input.min; // once more, from the start
      move();
    });
  });
  box.querySelector("fieldset").disabled = false;
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      const scene = new Scene(target);
      scene.load().then(() => wake(scene), (error) => {
        target.querySelector(".status").textContent = `This picture stays still: ${error.message}.`;
      });
    }
  },
  { rootMargin: "600px" },
);
for (const box of document.querySelectorAll("figure.scene")) near.observe(box);
