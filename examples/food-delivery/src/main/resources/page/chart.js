import { svg } from "./dom.js";

const SECONDS = 60;
const HEIGHT = 40;

/** A minute of figures as lines, the first of them with the area below it if so asked. */
export class Chart {
  #root;
  #names;
  #area;
  #rows = [];

  constructor(root, names, area = false) {
    this.#root = root;
    this.#names = names;
    this.#area = area;
    root.setAttribute("viewBox", `0 0 ${SECONDS - 1} ${HEIGHT}`);
    root.setAttribute("preserveAspectRatio", "none");
  }

  add(...figures) {
    this.#rows = [...this.#rows, figures].slice(-SECONDS);
    const most = Math.max(...this.#rows.flat(), Number.MIN_VALUE);
    const start = SECONDS - this.#rows.length;
    const y = (figure) => (HEIGHT - 1 - (figure / most) * (HEIGHT - 4)).toFixed(2);
    const lines = this.#names.map((name, i) => ({
      name,
      d: "M" + this.#rows.map((row, at) => `${start + at} ${y(row[i])}`).join("L"),
    }));
    const shapes = lines.map(({ name, d }) => svg("path", { class: name, d }));
    if (this.#area) {
      shapes.unshift(svg("path", { class: "area", d: `${lines[0].d}V${HEIGHT}H${start}Z` }));
    }
    shapes.push(svg("path", { class: "base", d: `M0 ${HEIGHT - 0.5}H${SECONDS}` }));
    this.#root.replaceChildren(...shapes);
  }
}
