package io.popoto.examples.fooddelivery;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.popoto.geo.Distance;
import io.popoto.geo.GeoPoint;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads requests. Whatever is not as expected is refused with status 400 and a reason. */
final class Input {
  private static final int LONGEST_NUMBER = 30;
  private static final int LONGEST_NAME = 100;
  private static final double LARGEST_TOTAL = 10_000;
  private static final double LARGEST_RADIUS_KM = 100;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Input() {}

  /** An order as it comes in. */
  record NewOrder(String customerUsername, String restaurantName, double total) {}

  static NewOrder order(String body) {
    JsonNode json = object(body);
    double total = number("total", json.path("total"));
    // Compared like this, NaN is refused as well.
    if (!(total > 0 && total <= LARGEST_TOTAL)) {
      throw new BadRequestResponse("total must be more than 0 and at most 10000");
    }
    return new NewOrder(
        name("customer_username", json.path("customer_username")),
        name("restaurant_name", json.path("restaurant_name")),
        total);
  }

  static GeoPoint place(Context ctx) {
    double lat = number("lat", ctx.queryParam("lat"));
    double lon = number("lon", ctx.queryParam("lon"));
    try {
      return GeoPoint.of(lat, lon);
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(String.valueOf(e.getMessage()));
    }
  }

  static Distance radius(Context ctx) {
    String text = ctx.queryParam("radius_km");
    double kilometers = text == null ? 5 : number("radius_km", text);
    if (!(kilometers > 0 && kilometers <= LARGEST_RADIUS_KM)) {
      throw new BadRequestResponse("radius_km must be more than 0 and at most 100");
    }
    return Distance.kilometers(kilometers);
  }

  static String name(String field, @Nullable String text) {
    if (text == null || text.isBlank() || text.length() > LONGEST_NAME) {
      throw new BadRequestResponse(field + " must be a text of 1 to 100 characters");
    }
    return text;
  }

  private static String name(String field, JsonNode node) {
    return name(field, node.isString() ? node.stringValue() : null);
  }

  private static double number(String field, JsonNode node) {
    if (!node.isNumber()) {
      throw new BadRequestResponse(field + " must be a number");
    }
    return node.asDouble(Double.NaN);
  }

  private static double number(String field, @Nullable String text) {
    if (text == null || text.length() > LONGEST_NUMBER) {
      throw new BadRequestResponse(field + " must be a number");
    }
    try {
      // Not Double.parseDouble, which also takes NaN, Infinity and hexadecimal digits.
      return new BigDecimal(text).doubleValue();
    } catch (NumberFormatException e) {
      throw new BadRequestResponse(field + " must be a number");
    }
  }

  private static JsonNode object(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      if (json.isObject()) {
        return json;
      }
    } catch (JacksonException e) {
      // Told below: what the parser says is about Java.
    }
    throw new BadRequestResponse("The body must be a JSON object");
  }
}
