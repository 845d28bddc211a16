package io.popoto.examples.fooddelivery;

import io.javalin.Javalin;
import io.javalin.http.staticfiles.Location;
import io.javalin.json.JavalinJackson3;
import java.util.Map;

/** The HTTP server: the page, the web API and the live feed. */
final class WebServer {
  /** The page needs nothing from other hosts, and could load nothing from there. */
  private static final Map<String, String> HEADERS =
      Map.of("Cache-Control", "no-cache", "Content-Security-Policy", "default-src 'self'");

  private WebServer() {}

  /** Starts it on the loopback interface; port 0 is any free one. */
  static Javalin start(Delivery delivery, LiveFeed feed, int port) {
    return Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.jsonMapper(new JavalinJackson3(View.JSON, false));
              config.http.maxRequestSize = 10_000;
              config.staticFiles.add(
                  files -> {
                    files.directory = "/page";
                    files.location = Location.CLASSPATH;
                    files.headers = HEADERS;
                  });
              new WebApi(delivery).addTo(config.routes);
              config.routes.sse("/events", feed::join);
            })
        .start("127.0.0.1", port);
  }
}
