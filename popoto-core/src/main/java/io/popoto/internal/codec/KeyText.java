package io.popoto.internal.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The id of a record as text: the parts of its key, escaped and joined by colons.
 *
 * <p>{@code %} is written {@code %25}, a colon in a key of several parts {@code %3A}, a null part
 * {@code %-}; all else stands as it is. Different keys have different ids, and the ids of
 * single-part keys have the order of their text.
 */
public final class KeyText {
  private static final String NULL = "%-";
  private static final String PERCENT = "%25";
  private static final String COLON = "%3A";

  private KeyText() {}

  /**
   * Returns one part as it stands in an id.
   *
   * @param part the text of a key value, or null
   * @param composite whether the key has several parts
   * @return the escaped text
   */
  public static String escape(@Nullable String part, boolean composite) {
    if (part == null) {
      return NULL;
    }
    String escaped = part.indexOf('%') < 0 ? part : part.replace("%", PERCENT);
    return composite && escaped.indexOf(':') >= 0 ? escaped.replace(":", COLON) : escaped;
  }

  /**
   * Returns the text of one part of an id.
   *
   * @param part what {@link #escape} returned
   * @return the text, or null for a null part
   * @throws IllegalArgumentException if it contains an escape that is never written
   */
  public static @Nullable String unescape(String part) {
    return unescape(part, true);
  }

  /**
   * Returns the id of a key.
   *
   * @param parts the texts of its values, at least one
   * @return the escaped parts, joined by colons
   */
  public static String join(List<@Nullable String> parts) {
    if (parts.size() == 1) {
      return escape(parts.get(0), false);
    }
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) {
        id.append(':');
      }
      id.append(escape(parts.get(i), true));
    }
    return id.toString();
  }

  /**
   * Returns the texts of a key's values.
   *
   * @param id what {@link #join} returned
   * @param partCount the number of parts that keys of this model have; if one, the whole id is it
   * @return the texts, unmodifiable, null where a part is null
   * @throws IllegalArgumentException if no key of so many parts has this id
   */
  public static List<@Nullable String> split(String id, int partCount) {
    if (partCount == 1) {
      return Collections.singletonList(unescape(id, false));
    }
    List<@Nullable String> parts = new ArrayList<>(partCount);
    int from = 0;
    for (int colon = id.indexOf(':'); colon >= 0; colon = id.indexOf(':', from)) {
      parts.add(unescape(id.substring(from, colon), true));
      from = colon + 1;
    }
    parts.add(unescape(id.substring(from), true));
    if (parts.size() != partCount) {
      throw new IllegalArgumentException(
          "the id \"" + id + "\" has " + parts.size() + " parts, but the key has " + partCount);
    }
    return Collections.unmodifiableList(parts);
  }

  private static @Nullable String unescape(String part, boolean composite) {
    if (part.equals(NULL)) {
      return null;
    }
    int percent = part.indexOf('%');
    if (percent < 0) {
      return part;
    }
    StringBuilder text = new StringBuilder(part.length());
    int from = 0;
    for (; percent >= 0; percent = part.indexOf('%', from)) {
      text.append(part, from, percent).append(escaped(part, percent, composite));
      from = percent + PERCENT.length();
    }
    return text.append(part, from, part.length()).toString();
  }

  private static char escaped(String part, int percent, boolean composite) {
    if (part.startsWith(PERCENT, percent)) {
      return '%';
    }
    if (composite && part.startsWith(COLON, percent)) {
      return ':';
    }
    throw new IllegalArgumentException(
        "\"" + part + "\" is no part of an id: at " + percent + " is an escape that is never used");
  }
}
