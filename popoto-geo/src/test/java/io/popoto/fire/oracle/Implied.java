package io.popoto.fire.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The index keys that records of one model imply. */
final class Implied {
  private final Shape shape;
  private final String base;
  private final Map<String, Object> keys = new TreeMap<>();
  private final Map<String, List<String>> tokens = new HashMap<>();
  private final List<String> clashes = new ArrayList<>();

  Implied(Shape shape, String base) {
    this.shape = shape;
    this.base = base;
  }

  /** Returns the content of each key: a set, a map, or {@link Sorted}. */
  Map<String, Object> keys() {
    return keys;
  }

  /** Returns records that share a unique value. */
  List<String> clashes() {
    return clashes;
  }

  /** Returns the tokens that a record's memo has to hold. */
  List<String> tokensOf(String id) {
    return tokens.getOrDefault(id, List.of());
  }

  /** Returns the tokens of a memo: each with its length in front, after six characters. */
  static List<String> tokens(String memo) {
    List<String> tokens = new ArrayList<>();
    for (int at = 6; at < memo.length(); ) {
      int colon = memo.indexOf(':', at);
      if (colon < 0 || !memo.substring(at, colon).matches("[0-9]{1,6}")) {
        tokens.add("damaged: " + memo);
        break;
      }
      int end = colon + 1 + Integer.parseInt(memo.substring(at, colon));
      if (end > memo.length()) {
        tokens.add("damaged: " + memo);
        break;
      }
      tokens.add(memo.substring(colon + 1, end));
      at = end;
    }
    return tokens;
  }

  void add(String id, Map<String, String> hash) {
    List<String> own = tokens(hash.getOrDefault("~", ""));
    tokens.put(id, own);
    sorted(base + "all", Shape.Kind.EXACT).add(id, id, ValueType.NUMBER, "0", 0.0);
    int next = 0;
    for (Shape.Part part : shape.parts()) {
      String token = "";
      if (part.kind() == Shape.Kind.TOKEN) {
        // There is one for each, empty for a null.
        token = next < own.size() ? own.get(next) : "";
        next++;
      }
      if (Stored.anyNull(hash, part.fields())) {
        if (part.kind() != Shape.Kind.UNIQUE && shape.nullable().contains(part.field())) {
          set(base + "null:" + part.field()).add(id);
        }
        continue;
      }
      add(part, id, hash, token);
    }
    if (next != own.size()) {
      clashes.add("%s%s: %d tokens instead of %d: %s".formatted(base, id, own.size(), next, own));
    }
  }

  private void add(Shape.Part part, String id, Map<String, String> hash, String token) {
    String fields = String.join("+", part.fields());
    String value = Stored.text(hash, part.field());
    switch (part.kind()) {
      case EQUAL -> set(base + "eq:" + fields + ":" + value).add(id);
      case ELEMENTS ->
          Stored.elements(value).forEach(e -> set(base + "eq:" + fields + ":" + e).add(id));
      case UNIQUE -> {
        String other = hash(base + "unique:" + fields).put(Stored.joined(hash, part.fields()), id);
        if (other != null) {
          clashes.add("%s and %s share a unique value of %s%s".formatted(id, other, base, fields));
        }
      }
      case GEO ->
          sorted(base + "geo:" + fields, part.kind())
              .add(id, id, ValueType.NUMBER, "0", Stored.geoScore(value));
      default -> {
        String key = base + "sorted:" + fields;
        if (!part.partitionBy().isEmpty()) {
          key += ":" + Stored.joined(hash, part.partitionBy());
        }
        String member = part.kind() == Shape.Kind.TOKEN ? token + "\0" + id : id;
        sorted(key, part.kind())
            .add(
                member,
                id,
                part.type(),
                value,
                part.type() == ValueType.NUMBER ? Double.valueOf(value) : null);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private Set<String> set(String key) {
    return (Set<String>) keys.computeIfAbsent(key, k -> new HashSet<String>());
  }

  @SuppressWarnings("unchecked")
  private Map<String, String> hash(String key) {
    return (Map<String, String>) keys.computeIfAbsent(key, k -> new HashMap<String, String>());
  }

  private Sorted sorted(String key, Shape.Kind kind) {
    return (Sorted) keys.computeIfAbsent(key, k -> new Sorted(kind));
  }

  /** A sorted set: its members, and the values whose order it has to have. */
  static final class Sorted {
    private final Shape.Kind kind;
    private final List<Member> members = new ArrayList<>();

    Sorted(Shape.Kind kind) {
      this.kind = kind;
    }

    private record Member(String member, String id, Comparable<?> value, Double score) {}

    void add(String member, String id, ValueType type, String stored, Double score) {
      members.add(new Member(member, id, type.parse(stored), score));
    }

    void compare(String key, Map<String, Double> found, List<String> violations) {
      List<Member> inOrder = new ArrayList<>(members);
      inOrder.sort(
          (a, b) -> {
            int byScore = kind == Shape.Kind.GEO ? Double.compare(a.score, b.score) : 0;
            int order = byScore != 0 ? byScore : ValueType.compare(a.value, b.value);
            return order != 0 ? order : a.id.compareTo(b.id);
          });
      List<String> expected = inOrder.stream().map(Member::member).toList();
      if (!expected.equals(List.copyOf(found.keySet()))) {
        violations.add(
            "%s: expected %s in this order, found %s".formatted(key, expected, found.keySet()));
      }
      for (Member member : members) {
        Double score = found.get(member.member);
        if (score != null && member.score != null && !member.score.equals(score)) {
          violations.add(
              "%s: expected the score %s of %s, found %s"
                  .formatted(key, member.score, member.id, score));
        }
      }
    }
  }
}
