import { svg } from "./dom.js";

const METERS_PER_DEGREE = 111195;
const MARGIN = 180;

/** Draws the city from data, with the avenues from left to right. */
export class CityMap {
  #root;
  #city = null;
  #layers = {};
  #restaurants = new Map();
  #drivers = new Map();
  #home = null;
  #radius = 1000;
  onRadius = () => {};
  onChoose = () => {};

  constructor(root) {
    this.#root = root;
    new ResizeObserver(() => this.#scale()).observe(root);
  }

  /** Draws land and streets, once. */
  show(city) {
    if (this.#city) return;
    this.#city = city;
    const length = city.half_length_m;
    const width = city.half_width_m;
    const shown = { x: 2350, y: width + MARGIN };
    this.#root.setAttribute("viewBox", `${-shown.x} ${-shown.y} ${2 * shown.x} ${2 * shown.y}`);
    const land = svg("g", {}, svg("rect", { class: "land", x: -length, y: -width, width: 2 * length, height: 2 * width }));
    const lines = (name, step, limit, ends) => {
      for (let at = -Math.floor(limit / step) * step; at <= limit; at += step) land.append(svg("path", { class: name, d: ends(at) }));
    };
    lines("street", city.street_m, length, (at) => `M${at} ${-width}V${width}`);
    lines("avenue", city.avenue_m, width, (at) => `M${-length} ${at}H${length}`);
    for (const { avenue, street, streets } of city.parks) {
      const at = { x: street * city.street_m, y: avenue * city.avenue_m };
      land.append(svg("rect", { class: "park", ...at, width: streets * city.street_m, height: city.avenue_m, rx: 24 }));
    }
    for (const name of ["reach", "route", "restaurants", "drivers", "you"]) this.#layers[name] = svg("g");
    this.#layers.reach.append(svg("circle", { class: "reach" }));
    this.#layers.route.append(svg("path", { class: "route" }));
    this.#layers.you.append(marker("you", svg("path", { d: "M0-11 10-2.5H7.5V8H-7.5V-2.5H-10Z" })), this.#handle());
    const turn = `rotate(${-90 - city.bearing}) translate(0 -16)`;
    const letter = svg("text", { y: 4 });
    letter.textContent = "N";
    const north = marker("north", svg("path", { d: "M0-9 5 5 0 2-5 5Z", transform: turn }), letter);
    place(north, shown.x - 150, -shown.y + 330);
    const meters = svg("text", { y: -7 });
    meters.textContent = "500 m";
    const bar = svg("g", { class: "bar" }, svg("path", { d: "M-250-40V0H250V-40" }), svg("g", { class: "marker" }, meters));
    place(bar, shown.x - 400, shown.y - 60);
    this.#root.append(land, ...Object.values(this.#layers), north, bar);
    this.#scale();
  }

  /** Shows where a customer lives. */
  home(place) {
    this.#home = this.#project(place);
    this.#drawReach();
  }

  /** Shows a radius in kilometers. */
  radius(kilometers) {
    this.#radius = kilometers * 1000;
    this.#drawReach();
  }

  restaurants(all, near, chosen) {
    for (const it of all) {
      let group = this.#restaurants.get(it.name);
      if (!group) {
        const label = svg("text", { y: -12 });
        label.textContent = it.name;
        group = marker("restaurant", svg("circle", { r: 6 }), label);
        group.addEventListener("click", () => this.onChoose(it.name));
        const at = this.#project(it);
        place(group, at.x, at.y);
        this.#restaurants.set(it.name, group);
        this.#layers.restaurants.append(group);
      }
      group.classList.toggle("near", near.has(it.name));
      if (group.classList.toggle("chosen", it.name === chosen)) group.parentNode.append(group);
    }
  }

  driver(it, mine) {
    let entry = this.#drivers.get(it.driver_id);
    const at = this.#project(it);
    if (!entry) {
      const label = svg("text", { y: 24 });
      label.textContent = it.name;
      const arrow = svg("path", { d: "M11 0-7 8-3.5 0-7-8Z" });
      entry = { group: marker("driver", arrow, label), arrow, at, turn: 0 };
      this.#drivers.set(it.driver_id, entry);
      this.#layers.drivers.append(entry.group);
    }
    const dx = at.x - entry.at.x;
    const dy = at.y - entry.at.y;
    // Along the street, also where the way turned a corner meanwhile.
    if (Math.hypot(dx, dy) > 1) entry.turn = Math.abs(dx) > Math.abs(dy) ? (dx > 0 ? 0 : 180) : dy > 0 ? 90 : 270;
    entry.arrow.setAttribute("transform", `rotate(${entry.turn})`);
    entry.at = at;
    entry.group.classList.toggle("busy", !it.active);
    entry.group.classList.toggle("mine", mine);
    place(entry.group, at.x, at.y);
  }

  /** Removes all other drivers. */
  keepDrivers(ids) {
    for (const [id, entry] of this.#drivers) {
      if (!ids.has(id)) {
        entry.group.remove();
        this.#drivers.delete(id);
      }
    }
  }

  /** Shows the way from place to place along the streets, or none. */
  route(places) {
    const points = places.map((it) => this.#project(it));
    const path = points.map((p, i) => (i === 0 ? `M${p.x} ${p.y}` : `H${p.x}V${p.y}`)).join("");
    this.#layers.route?.firstChild.setAttribute("d", path);
  }

  #project({ lat, lon }) {
    const city = this.#city;
    const north = (lat - city.lat) * METERS_PER_DEGREE;
    const east = (lon - city.lon) * METERS_PER_DEGREE * Math.cos((city.lat * Math.PI) / 180);
    const sin = Math.sin((city.bearing * Math.PI) / 180);
    const cos = Math.cos((city.bearing * Math.PI) / 180);
    return { x: Math.round(east * sin + north * cos), y: Math.round(east * cos - north * sin) };
  }

  #handle() {
    const handle = marker(
      "handle",
      svg("circle", { class: "target", r: 24 }),
      svg("circle", { r: 9 }),
      svg("path", { d: "M-2-3-5 0-2 3M2-3 5 0 2 3" }),
    );
    handle.addEventListener("pointerdown", (event) => {
      handle.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    handle.addEventListener("pointermove", (event) => {
      if (!handle.hasPointerCapture(event.pointerId)) return;
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.#root.getScreenCTM().inverse());
      this.onRadius(Math.hypot(at.x - this.#home.x, at.y - this.#home.y) / 1000);
    });
    return handle;
  }

  #drawReach() {
    if (!this.#home) return;
    const { x, y } = this.#home;
    const circle = this.#layers.reach.firstChild;
    for (const [name, value] of Object.entries({ cx: x, cy: y, r: this.#radius })) circle.setAttribute(name, value);
    const [you, handle] = this.#layers.you.children;
    place(you, x, y);
    // On the side that has more room.
    place(handle, x + (x > 0 ? -this.#radius : this.#radius), y);
  }

  #scale() {
    const box = this.#root.viewBox.baseVal;
    if (!box?.width) return;
    const shown = this.#root.getBoundingClientRect();
    const metersPerPixel = Math.max(box.width / shown.width, box.height / shown.height);
    this.#root.style.setProperty("--meters-per-pixel", metersPerPixel.toFixed(3));
  }
}

function marker(name, ...shapes) {
  return svg("g", { class: name }, svg("g", { class: "marker" }, ...shapes));
}

function place(group, x, y) {
  group.style.transform = `translate(${x}px, ${y}px)`;
}
