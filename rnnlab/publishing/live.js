// Opens the same lecture live behind a page to read, says what is being loaded, and puts it in the page's place,
// at the heading that is being read, when Python runs in it and the next scene moves. Until then the page stays.
"use strict";
(() => {
  const script = document.currentScript;
  const address = new URL(script.dataset.live, document.baseURI);
  const box = document.getElementById("live");
  const HEADINGS = "h1, h2, h3, h4";
  let frame, bar;

  const make = (name, properties, ...children) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };
  document.head.append(make("link", { rel: "stylesheet", href: new URL("live.css", script.src) }));
  const status = make("p");
  status.setAttribute("role", "status");
  const button = make("button", { type: "button", textContent: "Make this lecture live", onclick: wake });
  box.append(make("div", { className: "wake" }, button, status));
  if ("atOnce" in script.dataset) wake();

  async function wake() {
    if (frame) return show(true);
    button.disabled = true;
    try {
      if (location.protocol === "file:") {
        throw new Error("Browsers run Python only in pages of a web server: start one in this folder, python -m http.server.");
      }
      if (typeof WebAssembly !== "object") throw new Error("This browser has no WebAssembly, in which Python runs.");
      const [panel] = await Promise.all([open(), load()]);
      say("Python is starting.");
      const kernel = await until(() => panel.sessionContext.session?.kernel, 60, "Python");
      await Promise.race([kernel.info, late(180, "Python")]);
      await theme();
      let ran = -1;
      while (next(panel).scene > ran) ran = await run(panel, ran, next(panel).scene); // who waits reads on
      const { heading } = next(panel);
      show(true);
      heading?.scrollIntoView();
      say("");
    } catch (error) {
      frame?.remove();
      frame = undefined;
      show(false);
      say(`There is no live lecture now, and the page stays as it is. ${error.message}`);
    } finally {
      button.disabled = false;
    }
  }

  function say(words) {
    status.textContent = words;
  }

  const pause = (seconds) => new Promise((done) => setTimeout(done, 1000 * seconds));
  const late = async (seconds, what) => {
    await pause(seconds);
    throw new Error(`${what} did not come within ${seconds} seconds.`);
  };

  async function until(found, seconds, what) {
    for (const end = Date.now() + 1000 * seconds; Date.now() < end; await pause(0.1)) {
      const one = found();
      if (one) return one;
    }
    throw new Error(`${what} did not come within ${seconds} seconds.`);
  }

  // What Python is made of: fetched here while the notebook opens, so that it can be said how far it is.
  // The browser keeps it for Python, which asks for the same.
  async function load() {
    let bytes = 0;
    const get = async (url) => {
      let response;
      try {
        response = await fetch(url);
      } catch {
        throw new Error(`${url.host} does not answer: is there a connection?`);
      }
      if (!response.ok) throw new Error(`${url} is not there (${response.status}).`);
      return response;
    };
    const list = new URL("../lock/parts.json", address);
    for (const [what, urls] of Object.entries(await (await get(list)).json())) {
      let done = 0;
      const tell = () => {
        if (frame) say(`Loading ${what}: ${done} of ${urls.length} files, ${(bytes / 1e6).toFixed(1)} MB so far.`);
      };
      await Promise.all(
        urls.map(async (url) => {
          const reader = (await get(new URL(url, list))).body.getReader();
          for (let part = await reader.read(); !part.done; part = await reader.read()) {
            bytes += part.value.length;
            tell();
          }
          done += 1;
          tell();
        }),
      );
    }
    say("Opening the notebook, and starting Python.");
  }

  // The notebook, when all of its cells are there.
  async function open() {
    say("Loading the notebook.");
    frame = make("iframe", { className: "live-frame", title: "The lecture, live", src: address });
    document.body.append(frame);
    const panel = await until(() => inside()?.shell.currentWidget, 120, "The notebook");
    await Promise.race([panel.context.ready, late(60, "The notebook")]);
    await until(() => panel.content.widgets.every((cell) => cell.node.isConnected), 60, "The notebook");
    return panel;
  }

  const inside = () => frame.contentWindow?.jupyterapp;

  // The heading that is being read, in the notebook, and the cell of the first scene after it.
  function next(panel) {
    const read = [...(document.querySelector("main") ?? document.body).querySelectorAll(HEADINGS)];
    const last = read.findLastIndex((one) => one.getBoundingClientRect().top < innerHeight / 2);
    const words = (one) => one?.textContent.replace(/[\s¶]/g, "");
    const all = [...panel.content.node.querySelectorAll(".jp-RenderedMarkdown :is(h1, h2, h3, h4)")];
    const heading = all.find((one) => words(one) === words(read[last])) ?? all[last] ?? all[0];
    const cells = panel.content.widgets;
    const from = heading === all[0] ? 0 : cells.findIndex((cell) => cell.node.contains(heading));
    const scenes = cells.flatMap((cell, n) => (/^explore\w*\(/m.test(cell.model.sharedModel.source) ? [n] : []));
    return { heading, scene: scenes.find((n) => n >= from) ?? scenes.at(-1) ?? 0 };
  }

  // Run the code cells after one and as far as another, whose picture is there then.
  async function run(panel, after, scene) {
    const cells = panel.content.widgets;
    const code = cells.flatMap((cell, n) => (n > after && n <= scene && cell.model.type === "code" ? [n] : []));
    for (const [done, n] of code.entries()) {
      say(`Running the cells up to here: ${done + 1} of ${code.length}.`);
      panel.content.deselectAll();
      panel.content.activeCellIndex = n;
      await inside().commands.execute("notebook:run-cell");
    }
    await until(() => cells[scene].node.querySelector(".rnnlab-explorer svg"), 60, "The first picture");
    return scene;
  }

  async function theme() {
    const chosen = document.documentElement.dataset.theme;
    const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    await inside().commands.execute("apputils:change-theme", { theme: `JupyterLab ${dark ? "Dark" : "Light"}` });
  }

  // The live lecture in the place of the page, or the page again.
  function show(live) {
    if (!bar) {
      const back = make("button", { type: "button", textContent: "Back to the page", onclick: () => show(false) });
      const anew = make("button", { type: "button", textContent: "Begin anew", onclick: begin });
      const runs = make("span", { textContent: "Live: Python runs in this page. " });
      const kept = make("p", {}, runs, "What you change stays in this browser.");
      bar = make("div", { className: "live-bar" }, back, kept, anew);
      document.body.append(bar);
    }
    document.documentElement.classList.toggle("is-live", live);
    for (const node of document.body.children) {
      if (node !== bar && node !== frame) node.inert = live;
    }
    button.textContent = frame ? "Go on live" : "Make this lecture live";
    (live ? frame : button).focus();
  }

  // What was changed is thrown away: a newer version of the lecture is seen again, too.
  async function begin() {
    if (!confirm("Throw away what you changed in this lecture?")) return;
    await inside().serviceManager.contents.delete(address.searchParams.get("path"));
    show(false);
    frame.remove();
    frame = undefined;
    wake();
  }
})();
