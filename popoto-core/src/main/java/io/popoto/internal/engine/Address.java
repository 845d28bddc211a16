package io.popoto.internal.engine;

import io.lettuce.core.RedisURI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads addresses of Redis. What is no address is refused without a part of it being shown, or sent
 * to a name server: it may be a password.
 */
public final class Address {
  private static final Pattern SCHEME = Pattern.compile("(redis[a-z+-]*)://.*", Pattern.DOTALL);
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Pattern IP_V6 =
      Pattern.compile("\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%\\w+)?]?");
  private static final Pattern HOST_AND_PORT = Pattern.compile("([A-Za-z0-9._-]+):(\\d{1,5})");

  /** What is an address of something else, or of nothing, and has no room for a password. */
  private static final Pattern HARMLESS =
      Pattern.compile("|[a-z+-]+://[A-Za-z0-9.-]*(:\\d{1,5})?|[A-Za-z0-9.-]+:\\d{1,5}");

  private Address() {}

  /**
   * Returns the address of a text.
   *
   * @param source where the text is from, for messages
   * @throws IllegalArgumentException if it makes no sense; neither message nor cause has any of it
   */
  public static RedisURI of(String text, String source) {
    Matcher scheme = SCHEME.matcher(text);
    if (!scheme.matches()) {
      throw refused(text, source, "it does not begin with redis:// or the like", "");
    }
    String kind = scheme.group(1) + "://";
    if (!kind.contains("socket") && isUserOutsideOfAuthority(text.substring(kind.length()))) {
      throw refused(text, source, "there is an @ behind the first /, ? or #", kind);
    }
    RedisURI address;
    try {
      address = RedisURI.create(text);
    } catch (IllegalArgumentException e) {
      // Its message and those of its causes quote the text.
      throw refused(text, source, "it is malformed", kind);
    }
    Stream.concat(Stream.of(address), address.getSentinels().stream())
        .forEach(node -> checkHost(node, text, source, kind));
    return address;
  }

  /** Returns an address as the user gave it, without the password. */
  static String shown(RedisURI address) {
    String text;
    try {
      text = address.toString();
    } catch (RuntimeException e) {
      // It asks for the user's name whoever knows it, who may be the reason for showing this.
      text = "redis://" + address.getHost() + ":" + address.getPort();
    }
    return text.replaceFirst("[?&]timeout=[^&]*", "");
  }

  private static boolean isUserOutsideOfAuthority(String rest) {
    int end = 0;
    while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    return rest.indexOf('@', end) >= 0;
  }

  /** Lettuce takes for a host what Java's own URI does not, such as a name with an underscore. */
  private static void checkHost(RedisURI node, String text, String source, String kind) {
    String host = node.getHost();
    if (host == null || HOST.matcher(host).matches() || IP_V6.matcher(host).matches()) {
      return;
    }
    Matcher parts = HOST_AND_PORT.matcher(host);
    if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65_535) {
      throw refused(text, source, "its host or port is malformed", kind);
    }
    node.setHost(parts.group(1));
    node.setPort(Integer.parseInt(parts.group(2)));
  }

  private static IllegalArgumentException refused(
      String text, String source, String reason, String kind) {
    String shown = kind.isEmpty() ? "" : " (" + kind + "…)";
    return new IllegalArgumentException(
        ("%s%s is no address of Redis, such as redis://user:password@host:6379/0: %s. Characters of"
                + " a password other than letters, digits and - . _ ~ must be percent-encoded, such as"
                + " / by %%2F, # by %%23, @ by %%40 and %% by %%25; or use credentials(…). What may"
                + " contain a password is not shown here.")
            .formatted(
                source, HARMLESS.matcher(text).matches() ? " \"" + text + "\"" : shown, reason));
  }
}
