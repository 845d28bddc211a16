package io.popoto.examples.fooddelivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the web API. */
record Api(String address) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  /** A reply: its status, and its body as JSON. */
  record Reply(int status, JsonNode body, String location) {
    static Reply of(HttpResponse<String> response) {
      return new Reply(
          response.statusCode(),
          JSON.readTree(response.body()),
          response.headers().firstValue("Location").orElse(""));
    }
  }

  Reply get(String path) {
    return send(HttpRequest.newBuilder(URI.create(address + path))).join();
  }

  Reply post(String path, String body) {
    return postLater(path, body).join();
  }

  Reply order(String customer, String restaurant, double total) {
    return post("/orders", orderJson(customer, restaurant, total));
  }

  CompletableFuture<Reply> postLater(String path, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(address + path)).POST(BodyPublishers.ofString(body)));
  }

  static String orderJson(String customer, String restaurant, double total) {
    return JSON.writeValueAsString(
        JSON.createObjectNode()
            .put("customer_username", customer)
            .put("restaurant_name", restaurant)
            .put("total", total));
  }

  private static CompletableFuture<Reply> send(HttpRequest.Builder request) {
    return HTTP.sendAsync(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString())
        .thenApply(Reply::of);
  }

  /** Opens the live feed. */
  Feed feed() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/events"))
            .header("Accept", "text/event-stream")
            .build();
    try {
      return new Feed(HTTP.send(request, BodyHandlers.ofInputStream()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads server-sent events. */
  static final class Feed implements AutoCloseable {
    private final BufferedReader lines;

    private Feed(InputStream body) {
      this.lines = new BufferedReader(new InputStreamReader(body, UTF_8));
    }

    /** An event. */
    record Event(String name, JsonNode data) {}

    Event next() {
      try {
        String name = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("event:")) {
            name = line.substring("event:".length()).strip();
          } else if (line.startsWith("data:")) {
            return new Event(name, JSON.readTree(line.substring("data:".length())));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      throw new IllegalStateException("The feed has ended");
    }

    Event next(String name) {
      Event event = next();
      while (!event.name().equals(name)) {
        event = next();
      }
      return event;
    }

    @Override
    public void close() {
      try {
        lines.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
