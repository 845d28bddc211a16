package io.popoto.internal.scan;

import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.function.Function;

/** The current time in the type of a field: UTC, or seconds since the epoch for a number. */
public final class Moments {
  private static final Map<Type, Function<Instant, Object>> FORMS =
      Map.ofEntries(
          Map.entry(Instant.class, now -> now),
          Map.entry(LocalDateTime.class, now -> LocalDateTime.ofInstant(now, ZoneOffset.UTC)),
          Map.entry(OffsetDateTime.class, now -> now.atOffset(ZoneOffset.UTC)),
          Map.entry(ZonedDateTime.class, now -> now.atZone(ZoneOffset.UTC)),
          Map.entry(long.class, Instant::getEpochSecond),
          Map.entry(Long.class, Instant::getEpochSecond),
          Map.entry(int.class, now -> Math.toIntExact(now.getEpochSecond())),
          Map.entry(Integer.class, now -> Math.toIntExact(now.getEpochSecond())),
          Map.entry(double.class, Moments::seconds),
          Map.entry(Double.class, Moments::seconds));

  private Moments() {}

  private static Object seconds(Instant now) {
    return now.getEpochSecond() + now.getNano() / 1e9;
  }

  static boolean supports(Type type) {
    return FORMS.containsKey(type);
  }

  /** Returns the moment as a value of the type. */
  public static Object of(Instant now, Type type) {
    Function<Instant, Object> form = FORMS.get(type);
    if (form == null) {
      throw new IllegalArgumentException("not a type of moments: " + type);
    }
    return form.apply(now);
  }
}
