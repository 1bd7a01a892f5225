// The page's part of a prediction: it sends what is typed or chosen, and shows what Python says to it.
// What comes from the card and the verdict is HTML that Python has escaped.
export default {
  render({ model, el }) {
    const { question, form, choices, room } = model.get("card");
    const buttons = choices.map((choice) => `<button type="button" aria-pressed="false">${choice}</button>`).join("");
    const field = `<input autocomplete="off" spellcheck="false" maxlength="200" placeholder="${form}">`;
    el.classList.add("rnnlab-predict");
    el.innerHTML = `
      <p><b>Predict</b> ${question}</p>
      ${buttons ? `<div class="asked" role="group">${buttons}</div>` : `<form class="asked">${field}<button>Check</button></form>`}
      <div class="said" role="status">
        ${room.map((words) => `<div aria-hidden="true">${words}</div>`).join("")}
        <div class="words"></div>
        <button type="button">Show the answer</button>
      </div>`;
    const [asked, said, input] = [".asked", ".said", "input"].map((one) => el.querySelector(one));
    (input ?? asked).setAttribute("aria-label", el.querySelector("p").textContent);

    const show = () => {
      const { how = "", words = "", offered = false } = model.get("verdict");
      said.dataset.how = how;
      said.querySelector(".words").innerHTML = words;
      said.querySelector("button").hidden = !offered;
    };
    asked.onsubmit = (event) => {
      event.preventDefault();
      model.send({ answer: input.value });
    };
    for (const button of asked.querySelectorAll("[aria-pressed]")) {
      button.onclick = () => {
        for (const other of asked.children) other.setAttribute("aria-pressed", other === button);
        model.send({ answer: button.textContent });
      };
    }
    said.querySelector("button").onclick = () => model.send({ reveal: true });
    const letGo = keepKeys(el);
    model.on("change:verdict", show);
    show();
    return () => {
      letGo();
      model.off("change:verdict", show);
    };
  },
};
