package io.popoto.internal.compile;

/** Writes the small JSON texts of scripts. Names in them are checked ones that need no escapes. */
final class Json {
  private final StringBuilder out = new StringBuilder(160);

  Json open(char bracket) {
    separate();
    out.append(bracket);
    return this;
  }

  Json close(char bracket) {
    out.append(bracket);
    return this;
  }

  Json name(String name) {
    separate();
    out.append('"').append(name).append("\":");
    return this;
  }

  Json text(String text) {
    separate();
    out.append('"').append(text).append('"');
    return this;
  }

  Json number(long number) {
    separate();
    out.append(number);
    return this;
  }

  Json number(double number) {
    separate();
    out.append(number);
    return this;
  }

  Json truth(boolean truth) {
    separate();
    out.append(truth);
    return this;
  }

  Json texts(Iterable<String> texts) {
    open('[');
    texts.forEach(this::text);
    return close(']');
  }

  private void separate() {
    if (out.length() == 0) {
      return;
    }
    char last = out.charAt(out.length() - 1);
    if (last != '[' && last != '{' && last != ':') {
      out.append(',');
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
