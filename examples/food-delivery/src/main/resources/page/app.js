import { byId, html, setText } from "./dom.js";
import { CityMap } from "./map.js";
import { Chart } from "./chart.js";

const RETRY_MILLIS = 1500;
const REFRESH_MILLIS = 2000;

const map = new CityMap(byId("map"));
const callsChart = new Chart(byId("calls-chart"), ["calls-line"], true);
const latencyChart = new Chart(byId("latency-chart"), ["p99-line", "median-line"]);

/** What the page knows: all of it comes from the live feed, and what is near from the home screen. */
const known = {
  restaurants: new Map(),
  customers: new Map(),
  drivers: new Map(),
  orders: new Map(),
  near: new Set(),
  mine: null,
};

// The live feed

function listen() {
  const feed = new EventSource("events");
  const on = (name, handle) => feed.addEventListener(name, (event) => handle(JSON.parse(event.data)));
  feed.onopen = () => connection("live", "Live");
  feed.onerror = () => {
    connection("connecting", "Reconnecting");
    // A browser gives up after some answers, such as an error of a proxy.
    if (feed.readyState === EventSource.CLOSED) setTimeout(listen, RETRY_MILLIS);
  };
  on("picture", showPicture);
  on("drivers", (drivers) => drivers.forEach(showDriver));
  on("orders", showOrders);
  on("calls", showCalls);
}

function connection(state, text) {
  byId("connection").dataset.state = state;
  setText(byId("connection"), text);
}

function showPicture(picture) {
  const first = known.customers.size === 0;
  map.show(picture.city);
  for (const it of picture.restaurants) known.restaurants.set(it.name, it);
  for (const it of picture.customers) known.customers.set(it.username, it);
  if (first) {
    byId("customer").append(...picture.customers.map((it) => html("option", { value: it.username }, it.name)));
    byId("customer").value = picture.customers[0].username;
    moveHome();
  }
  known.drivers = new Map();
  map.keepDrivers(new Set(picture.drivers.map((it) => it.driver_id)));
  picture.drivers.forEach(showDriver);
  known.orders = new Map([...known.orders].filter(([id]) => id === known.mine?.order_id));
  showOrders(picture.orders);
}

function showDriver(driver) {
  known.drivers.set(driver.driver_id, driver);
  const mine = known.mine;
  const isMine = mine?.driver_id === driver.driver_id && mine.status !== "delivered";
  map.driver(driver, isMine);
  if (isMine) showRoute();
}

function showOrders(orders) {
  for (const it of orders) {
    known.orders.set(it.order_id, it);
    if (it.order_id === known.mine?.order_id) showMine(it);
  }
  const latest = [...known.orders.values()]
    .sort((a, b) => b.created_at.localeCompare(a.created_at))
    .filter((it, i) => i < 6 || it.order_id === known.mine?.order_id);
  known.orders = new Map(latest.map((it) => [it.order_id, it]));
  byId("orders").replaceChildren(...latest.map(orderRow));
}

function orderRow(it) {
  const status = html("span", { className: "status" }, it.status);
  status.dataset.status = it.status;
  return html(
    "tr",
    { className: it.order_id === known.mine?.order_id ? "mine" : "" },
    html("td", {}, it.restaurant ?? "–"),
    html("td", {}, it.driver ?? "–"),
    html("td", { className: "number" }, it.total.toFixed(2)),
    html("td", {}, status),
  );
}

function showCalls({ calls, median_ms, p99_ms }) {
  callsChart.add(calls);
  latencyChart.add(p99_ms, median_ms);
  setText(byId("calls-now"), String(calls));
  setText(byId("median-now"), milliseconds(median_ms));
  setText(byId("p99-now"), milliseconds(p99_ms));
}

const milliseconds = (value) => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;

// The home screen

let asking = false;
let askAgain = false;

function moveHome() {
  map.home(known.customers.get(byId("customer").value));
  showRadius();
}

function showRadius() {
  const kilometers = byId("radius").valueAsNumber;
  setText(byId("radius-text"), `${kilometers.toFixed(1)} km`);
  byId("radius").setAttribute("aria-valuetext", `${kilometers.toFixed(1)} kilometers`);
  map.radius(kilometers);
  askHome();
}

/** Asks for what is near. While an answer is awaited, only the last of all further wishes counts. */
async function askHome() {
  const customer = known.customers.get(byId("customer").value);
  askAgain = asking;
  if (asking || !customer) return;
  asking = true;
  try {
    const query = new URLSearchParams({ lat: customer.lat, lon: customer.lon, radius_km: byId("radius").value });
    const response = await fetch(`home?${query}`);
    if (response.ok) showHome(await response.json());
  } catch {
    // The feed tells that the service is away.
  } finally {
    asking = false;
    if (askAgain) askHome();
  }
}

function showHome({ restaurants, drivers, plan, took_ms }) {
  setText(byId("restaurant-count"), String(restaurants.length));
  setText(byId("driver-count"), String(drivers.length));
  setText(byId("took"), milliseconds(took_ms));
  setText(byId("plan"), plan);
  setText(byId("map-summary"), `Map: ${restaurants.length} restaurants and ${drivers.length} free drivers nearby`);
  const names = restaurants.map((it) => it.name);
  if (names.join("\n") !== [...known.near].join("\n")) {
    const chosen = chosenRestaurant();
    known.near = new Set(names);
    byId("choices").replaceChildren(...restaurants.map(choice));
    choose(known.near.has(chosen) ? chosen : names[0]);
  }
  byId("no-choices").hidden = names.length > 0;
  byId("place").disabled = names.length === 0;
}

function choice(it) {
  return html(
    "label",
    { className: "choice" },
    html("input", { type: "radio", name: "restaurant", value: it.name }),
    html("span", {}, html("b", {}, it.name), " ", html("small", {}, it.cuisine)),
    html("span", { className: "far" }, `★ ${it.rating.toFixed(1)} · ${it.distance_m} m`),
  );
}

const chosenRestaurant = () => byId("order").elements.restaurant?.value || undefined;

function choose(name) {
  const input = [...byId("choices").querySelectorAll("input")].find((it) => it.value === name);
  if (input) {
    input.checked = true;
    const list = byId("choices");
    const row = input.closest("label");
    list.scrollTop = Math.min(row.offsetTop, Math.max(list.scrollTop, row.offsetTop + row.offsetHeight - list.clientHeight));
  }
  showRestaurants();
}

function showRestaurants() {
  map.restaurants([...known.restaurants.values()], known.near, chosenRestaurant());
}

// An order

async function placeOrder(event) {
  event.preventDefault();
  setText(byId("refusal"), "");
  byId("place").disabled = true;
  const order = {
    customer_username: byId("customer").value,
    restaurant_name: chosenRestaurant(),
    total: byId("total").valueAsNumber,
  };
  try {
    const response = await fetch("orders", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(order),
    });
    const answer = await response.json();
    if (response.ok) {
      showMine(known.orders.get(answer.order_id) ?? { ...answer, restaurant: order.restaurant_name, customer: order.customer_username });
    } else {
      setText(byId("refusal"), answer.reason);
    }
  } catch {
    setText(byId("refusal"), "The service did not answer");
  } finally {
    byId("place").disabled = false;
  }
}

const SENTENCES = {
  pending: (it) => `Placed at ${it.restaurant}. Looking for a driver.`,
  assigning: (it) => `Placed at ${it.restaurant}. Looking for a driver.`,
  waiting: () => "All drivers are busy. The next one who is free takes your order.",
  assigned: (it) => `${it.driver} is on the way to ${it.restaurant}.`,
  collected: (it) => `${it.driver} has collected your food and is on the way to you.`,
  delivered: (it) => `Delivered by ${it.driver}. Enjoy your meal!`,
};

function showMine(order) {
  const before = known.mine;
  known.mine = order;
  setText(byId("state"), SENTENCES[order.status]?.(order) ?? order.status);
  byId("state").dataset.status = order.status;
  const steps = [...byId("steps").children];
  const reached = Math.max(0, steps.findIndex((it) => it.dataset.step === order.status));
  steps.forEach((it, i) => {
    it.classList.toggle("done", i <= reached);
    if (i === reached) it.setAttribute("aria-current", "step");
    else it.removeAttribute("aria-current");
  });
  for (const id of [before?.driver_id, order.driver_id]) {
    const driver = known.drivers.get(id);
    if (driver) showDriver(driver);
  }
  showRoute();
}

/** Shows the way that the driver of one's own order still has to go. */
function showRoute() {
  const { status, driver_id, restaurant, customer } = known.mine;
  const stops = [known.drivers.get(driver_id), known.restaurants.get(restaurant), known.customers.get(customer)];
  if (status === "assigned") map.route(stops);
  else if (status === "collected") map.route([stops[0], stops[2]]);
  else map.route([]);
}

// What a person does

byId("customer").addEventListener("change", moveHome);
byId("radius").addEventListener("input", showRadius);
byId("choices").addEventListener("change", showRestaurants);
byId("order").addEventListener("submit", placeOrder);
map.onChoose = choose;
map.onRadius = (kilometers) => {
  byId("radius").value = kilometers;
  showRadius();
};

listen();
setInterval(askHome, REFRESH_MILLIS);
