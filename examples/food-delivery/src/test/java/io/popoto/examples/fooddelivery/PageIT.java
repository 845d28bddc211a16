package io.popoto.examples.fooddelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.popoto.testing.RedisServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * The page in a browser. With {@code -Dpopoto.pictures=true} it also makes the pictures of the
 * documentation.
 */
class PageIT {
  private static final Duration LONG = Duration.ofSeconds(90);

  @TempDir static Path profile;

  private static Service service;
  private static Browser browser;

  @BeforeAll
  static void start() {
    service = Service.start(RedisServers.uri(), 0);
    browser = Browser.start(profile);
  }

  @AfterAll
  static void stop() {
    browser.close();
    service.close();
  }

  @BeforeEach
  void open() {
    browser.size(1360, 1200);
    browser.theme("light");
    open(service.address());
  }

  private static void open(String address) {
    browser.open(address);
    soon(() -> browser.text("#connection").equals("Live"));
    soon(() -> !browser.findAll(".choice").isEmpty());
  }

  @AfterEach
  void nothingFailedInTheConsole() {
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void anOrderIsPlacedClaimedAndDeliveredBeforeOnesEyes() {
    List<String> told = new ArrayList<>();
    String restaurant = browser.text(".choice:has(:checked) b");

    browser.find("#place").click();

    soon(() -> remembered(told, browser.text("#state")).startsWith("Delivered"));
    assertThat(told).anyMatch(it -> it.endsWith("is on the way to " + restaurant + "."));
    assertThat(told).anyMatch(it -> it.contains("has collected your food"));
    assertThat(browser.findAll("#steps .done")).hasSize(4);
    assertThat(browser.text("#steps [aria-current=step]")).isEqualTo("Delivered");
    assertThat(browser.text("#orders .mine .status")).isEqualTo("delivered");
  }

  @Test
  void theRadiusIsSetByDraggingOnTheMap() {
    int before = count("#restaurant-count");
    WebElement handle = browser.find(".handle .marker");
    String side = handle.getLocation().x > browser.find(".you").getLocation().x ? "right" : "left";

    browser.drag(handle, side.equals("right") ? 120 : -120);

    soon(() -> radius() > 1.5);
    soon(() -> count("#restaurant-count") > before);
    assertThat(browser.text("#radius-text")).isEqualTo("%.1f km".formatted(radius()));
    assertThat(browser.findAll(".restaurant.near")).hasSize(count("#restaurant-count"));
  }

  @Test
  void driversMoveAndFiguresRun() {
    String before = placesOfDrivers();

    soon(() -> !placesOfDrivers().equals(before));
    soon(() -> browser.text("#calls-now").matches("[1-9]\\d*"));
    soon(() -> browser.text("#p99-now").endsWith(" ms"));
    soon(() -> browser.text("#plan").contains("round trips: 1"));
    assertThat(browser.findAll(".driver")).hasSize(14);
    assertThat(browser.findAll("#calls-chart path")).hasSize(3);
  }

  @Test
  void everythingCanBeDoneWithTheKeyboard() {
    tab();
    assertThat(browser.focused().getText()).isEqualTo("Skip to the order");
    tab();
    assertThat(browser.focused().getDomAttribute("id")).isEqualTo("customer");
    browser.focused().sendKeys(Keys.ARROW_DOWN);
    tab();
    assertThat(browser.focused().getDomAttribute("id")).isEqualTo("radius");
    browser.focused().sendKeys(Keys.END);
    assertThat(browser.text("#radius-text")).isEqualTo("2.5 km");
    soon(() -> count("#restaurant-count") > 10);
    tab();
    String before = browser.text(".choice:has(:checked) b");
    browser.focused().sendKeys(Keys.ARROW_DOWN);
    String restaurant = browser.text(".choice:has(:checked) b");
    assertThat(restaurant).isNotEqualTo(before);
    tab();
    assertThat(browser.focused().getDomAttribute("id")).isEqualTo("total");
    browser.focused().sendKeys(Keys.chord(Keys.CONTROL, "a"), "31.5", Keys.ENTER);

    soon(() -> !browser.text("#state").startsWith("Choose"));
    soon(() -> !browser.findAll("#orders .mine").isEmpty());
    assertThat(browser.text("#orders .mine")).contains(restaurant, "31.50");
  }

  @Test
  void thePageComesBackWithAServiceThatWasRestarted() {
    int port;
    try (Service first = Service.start(RedisServers.uri(), 0)) {
      port = URI.create(first.address()).getPort();
      open(first.address());
    }
    soon(() -> browser.text("#connection").equals("Reconnecting"));
    String before = placesOfDrivers();
    try (Service second = Service.start(RedisServers.uri(), port)) {
      soon(() -> browser.text("#connection").equals("Live"));
      soon(() -> !placesOfDrivers().equals(before));
      assertThat(browser.findAll(".driver")).hasSize(14);
      browser.open("about:blank");
    }
    // Chromium itself logs requests that fail; an error of a script would name its file.
    assertThat(browser.console()).noneMatch(line -> line.contains(".js"));
  }

  @Test
  void aScreenReaderIsToldWhatHappens() {
    assertThat(browser.find("#state").getDomAttribute("aria-live")).isEqualTo("polite");
    assertThat(browser.find("#refusal").getDomAttribute("role")).isEqualTo("alert");
    assertThat(browser.find("#map").getAccessibleName())
        .matches("Map: \\d+ restaurants and \\d+ free drivers nearby");
    for (WebElement control : browser.findAll("input, select, button")) {
      assertThat(control.getAccessibleName()).as(control.toString()).isNotBlank();
    }
  }

  @Test
  void aRefusedOrderSaysWhy() {
    browser.run("document.getElementById('order').noValidate = true");
    browser.find("#total").clear();
    browser.find("#total").sendKeys("-5");
    browser.find("#place").click();

    soon(() -> browser.text("#refusal").equals("total must be more than 0 and at most 10000"));
    // Chromium itself logs each answer of 400.
    assertThat(browser.console()).allMatch(line -> line.contains("status of 400"));
  }

  @Test
  void textCanBeReadInBothThemesAndOnAPhone() {
    for (String theme : List.of("light", "dark")) {
      browser.theme(theme);
      for (String text : List.of("h1", ".counts dt", "#state", "#place", "#plan", "td")) {
        assertThat(contrast(text)).as(text + ", " + theme).isGreaterThan(4.5);
      }
    }
    browser.size(390, 844);
    assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo(390L);
  }

  @Test
  void makesThePicturesOfTheDocumentation() throws IOException {
    if (!Boolean.getBoolean("popoto.pictures")) {
      return;
    }
    Path images = DocsTest.root().resolve("docs/images");
    Files.createDirectories(images);
    browser.find(".choice:nth-child(9)").click();
    soon(() -> ((String) browser.run(CHART_LENGTH)).split("L").length > 50);
    browser.find("#place").click();
    soon(() -> browser.findAll("#steps .done").size() >= 2);
    for (String theme : List.of("light", "dark")) {
      browser.theme(theme);
      Files.write(images.resolve("service-" + theme + ".png"), browser.picture());
    }
    browser.theme("light");
    browser.size(390, 1500);
    Files.write(images.resolve("service-phone.png"), browser.picture());
  }

  private static final String CHART_LENGTH =
      "return document.querySelector('.calls-line').getAttribute('d')";

  private static final String CONTRAST =
      """
      const channels = (color) => color.match(/[\\d.]+/g).map(Number);
      const linear = (c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
      const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
      const text = document.querySelector(arguments[0]);
      let behind = text;
      while ((channels(getComputedStyle(behind).backgroundColor)[3] ?? 1) === 0) behind = behind.parentElement;
      const [a, b] = [getComputedStyle(text).color, getComputedStyle(behind).backgroundColor].map((c) => light(channels(c)));
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) + 1e-9;
      """;

  private static double contrast(String css) {
    return ((Number) browser.run(CONTRAST, css)).doubleValue();
  }

  private static String placesOfDrivers() {
    return (String)
        browser.run(
            "return [...document.querySelectorAll('.driver')].map(it =>"
                + " it.style.transform).join()");
  }

  private static double radius() {
    return ((Number) browser.run("return document.getElementById('radius').valueAsNumber"))
        .doubleValue();
  }

  private static int count(String css) {
    String text = browser.text(css);
    return text.matches("\\d+") ? Integer.parseInt(text) : -1;
  }

  private static void tab() {
    browser.focused().sendKeys(Keys.TAB);
  }

  private static String remembered(List<String> all, String text) {
    all.add(text);
    return text;
  }

  private static void soon(Callable<Boolean> condition) {
    await().atMost(LONG).pollInterval(Duration.ofMillis(50)).until(condition);
  }
}
