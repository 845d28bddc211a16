package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Key;
import io.popoto.Repository;
import io.popoto.testing.RawRedis;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys and indexed values of any text. */
abstract class KeyContract extends Contract {
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          ":",
          "::",
          "%",
          "%25",
          "%3A",
          "%-",
          "{}",
          "{a}b",
          "*?[]",
          "*",
          "[a-z]",
          "\\",
          "日本",
          "None",
          "null",
          "~",
          "\0",
          "\0\0",
          "a\0b",
          "\uD800",
          "\uDC00\uD800",
          "\uD83D\uDE00",
          "\uFFFF",
          "a:b",
          "a%3Ab",
          "A",
          "a",
          "all",
          "\r\n",
          "\u00e9",
          "e\u0301");

  KeyContract(Api api) {
    super(api);
  }

  @Test
  void everyTextIsAKeyOfItsOwn() {
    Repository<Word> words = repository(Word.class);

    TEXTS.forEach(text -> words.create(new Word(text)));

    assertThat(words.query().count()).isEqualTo(TEXTS.size());
    for (String text : TEXTS) {
      assertThat(words.load(text).orElseThrow().text).isEqualTo(text);
      assertThat(words.loadBy("only", text).orElseThrow().text).isEqualTo(text);
      Key<Word> key = words.key(text);
      assertThat(words.parseKey(key.toString())).isEqualTo(key);
      assertThat(RawRedis.commands().exists(redis.redisKey(key))).isEqualTo(1);
    }
    assertThat(words.query().keys()).hasSize(TEXTS.size()).contains(words.key("日本"));
  }

  @Test
  void everyTextIsFoundByEachLookup() {
    Repository<Word> words = repository(Word.class);
    TEXTS.forEach(text -> words.create(new Word(text)));

    for (String text : TEXTS) {
      for (String field : List.of("text", "copy", "only", "order")) {
        assertThat(texts(words.query().filter(field, text).all())).containsExactly(text);
        assertThat(words.query().filter(field + "__in", List.of(text, "nope")).count())
            .isEqualTo(1);
      }
      for (String field : List.of("text", "copy", "only")) {
        assertThat(texts(words.query().filter(field + "__startswith", text).all()))
            .as("startswith %s", text)
            .containsExactlyInAnyOrderElementsOf(
                TEXTS.stream().filter(other -> startsWith(other, text)).toList());
        assertThat(texts(words.query().filter(field + "__contains", text).all()))
            .as("contains %s", text)
            .containsExactlyInAnyOrderElementsOf(
                TEXTS.stream().filter(other -> bytes(other).contains(bytes(text))).toList());
        assertThat(texts(words.query().filter(field + "__endswith", text).all()))
            .as("endswith %s", text)
            .containsExactlyInAnyOrderElementsOf(
                TEXTS.stream().filter(other -> bytes(other).endsWith(bytes(text))).toList());
      }
    }
  }

  @Test
  void textOrdersByItsBytesEverywhere() {
    Repository<Word> words = repository(Word.class);
    TEXTS.forEach(text -> words.create(new Word(text)));
    List<String> inOrder = TEXTS.stream().sorted(Comparator.comparing(KeyContract::bytes)).toList();

    for (String field : List.of("text", "copy", "only", "order")) {
      assertThat(texts(words.query().orderBy(field).all())).as(field).isEqualTo(inOrder);
      assertThat(texts(words.query().orderBy(field).limit(7).offset(3).all()))
          .as(field)
          .isEqualTo(inOrder.subList(3, 10));
    }
    for (String text : TEXTS) {
      int at = inOrder.indexOf(text);
      assertThat(texts(words.query().filter("order__gte", text).all()))
          .isEqualTo(inOrder.subList(at, inOrder.size()));
      assertThat(texts(words.query().filter("order__lt", text).all()))
          .isEqualTo(inOrder.subList(0, at));
    }
  }

  @Test
  void partsOfACompositeKeyNeverCollide() {
    Repository<Pair> pairs = repository(Pair.class);
    for (String left : TEXTS) {
      for (String right : List.of("", ":", "%", "b:c", "日")) {
        pairs.create(new Pair(left, right));
      }
    }
    pairs.create(new Pair("a:b", "c"));

    assertThat(pairs.query().count()).isEqualTo(TEXTS.size() * 5L + 1);
    assertThat(pairs.load("a", "b:c").orElseThrow().right).isEqualTo("b:c");
    assertThat(pairs.load("a:b", "c").orElseThrow().left).isEqualTo("a:b");
    for (String left : TEXTS) {
      int expected = left.equals("a:b") ? 6 : 5;
      assertThat(pairs.query().filter("left", left).all())
          .hasSize(expected)
          .allMatch(pair -> pair.left.equals(left));
    }
  }

  @Test
  void everyTextIsDeletedWithoutATrace() {
    Repository<Word> words = repository(Word.class);
    TEXTS.forEach(text -> words.create(new Word(text)));

    TEXTS.forEach(text -> assertThat(words.delete(words.key(text))).isTrue());

    assertThat(RawRedis.keys(redis.namespace() + "/")).hasSize(1).allMatch(k -> k.endsWith("meta"));
  }

  private static boolean startsWith(String text, String prefix) {
    return bytes(text).startsWith(bytes(prefix));
  }

  private static String bytes(String text) {
    return RawRedis.bytesOf(text);
  }

  private static List<String> texts(List<Word> words) {
    return words.stream().map(word -> word.text).toList();
  }
}
