package io.popoto.internal.compile;

import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundIndex;
import io.popoto.internal.scan.BoundModel;
import io.popoto.metadata.FieldInfo;
import io.popoto.spi.Equality;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the scripts know of a model's indexes, see {@code lua/entries.lua}. Immutable. */
public final class IndexSpec {
  private static final Map<Type, String> NUMBERS =
      Map.of(
          long.class, "integer",
          Long.class, "integer",
          BigInteger.class, "integer",
          BigDecimal.class, "decimal");

  private final String id;
  private final byte[] json;
  private final byte[] numbers;

  /** Creates it from a model. */
  public IndexSpec(BoundModel<?> model) {
    String content = content(model);
    this.id = hash(content);
    this.json = Text.bytes("{\"id\":\"" + id + "\"," + content + former(model) + "}");
    this.numbers = Text.bytes(numbers(model));
  }

  /** Those whose scores can be told from the stored text although their members carry tokens. */
  private static String numbers(BoundModel<?> model) {
    Json json = new Json().open('{');
    for (BoundIndex index : model.indexes()) {
      BoundField field = index.field();
      String how = NUMBERS.get(field.info().type());
      if (how != null
          && index.hasTokens()
          && index.info().kind().equals("sorted")
          && field.isStandard()) {
        json.name(index.at()).text(how);
      }
    }
    return json.close('}').toString();
  }

  /** Returns the former names of fields; they are no part of the id, since no index shows them. */
  private static String former(BoundModel<?> model) {
    List<FieldInfo> renamed =
        model.info().fields().stream().filter(field -> !field.aliases().isEmpty()).toList();
    if (renamed.isEmpty()) {
      return "";
    }
    Json json = new Json();
    json.name("former").open('{');
    renamed.forEach(field -> json.name(field.storedName()).texts(field.aliases()));
    return "," + json.close('}');
  }

  /** Returns six characters that stand for the content. */
  public String id() {
    return id;
  }

  /** Returns the JSON text. */
  public byte[] json() {
    return json;
  }

  /** Returns what inspections know of numbers, as JSON, see {@code lua/inspect.lua}. */
  public byte[] numbers() {
    return numbers;
  }

  private static String content(BoundModel<?> model) {
    Json json = new Json();
    json.name("indexes").open('[');
    model.indexes().forEach(index -> write(json, index));
    json.close(']');
    List<String> keep =
        model.info().fields().stream()
            .filter(FieldInfo::autoNowAdd)
            .map(FieldInfo::storedName)
            .toList();
    if (!keep.isEmpty()) {
      json.name("keep").texts(keep);
    }
    // Those that every record has.
    json.name("key")
        .texts(names(model.keyFields().stream().filter(field -> field.info().required()).toList()));
    if (model.info().events()) {
      json.name("events").truth(true);
    }
    model.info().version().ifPresent(field -> json.name("version").text(field.storedName()));
    return json.toString();
  }

  private static void write(Json json, BoundIndex index) {
    json.open('{').name("kind").text(index.info().structure().name().toLowerCase(Locale.ROOT));
    json.name("at").text(index.at());
    String nullAt = index.nullAt();
    if (nullAt != null) {
      json.name("null").text(nullAt);
    }
    json.name("fields").texts(names(index.fields()));
    if (index.many()) {
      json.name("many").truth(true);
    } else if (index.scores() == null) {
      json.name("as").texts(index.fields().stream().map(IndexSpec::normalisation).toList());
    } else {
      json.name("score").text(index.hasTokens() ? "token" : index.textIsScore() ? "text" : "sent");
      if (!index.partitionBy().isEmpty()) {
        json.name("by").texts(names(index.partitionBy()));
        json.name("as").texts(index.partitionBy().stream().map(IndexSpec::normalisation).toList());
      }
    }
    json.close('}');
  }

  private static List<String> names(List<BoundField> fields) {
    return fields.stream().map(field -> field.info().storedName()).toList();
  }

  private static String normalisation(BoundField field) {
    Equality equality = field.codec().equality();
    return equality.name().toLowerCase(Locale.ROOT);
  }

  private static String hash(String content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(content.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().encodeToString(hash).substring(0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
