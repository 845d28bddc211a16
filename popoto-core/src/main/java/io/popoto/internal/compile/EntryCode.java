package io.popoto.internal.compile;

import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundIndex;
import io.popoto.metadata.IndexInfo;
import io.popoto.spi.Equality;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The lines of a {@link SaveScript} for one index: which entry a record gets, and the change from
 * the old one. {@code c2} says whether the entry of the second index may change, {@code k2} is the
 * key of the new entry, {@code z2} the null set, {@code t2} and {@code u2} are the new and the
 * stored token.
 */
final class EntryCode {
  private final BoundIndex index;
  private final int i;
  private final String base;
  private final int scoreAt;
  private final Lua lua;

  /**
   * Creates it.
   *
   * @param base what the model's keys begin with
   * @param scoreAt where the score of the index lies in a block, if it is sent
   * @param lua where the lines go
   */
  EntryCode(BoundIndex index, String base, int scoreAt, Lua lua) {
    this.index = index;
    this.i = index.position();
    this.base = base;
    this.scoreAt = scoreAt;
    this.lua = lua;
  }

  /** Finds out which entry an index gets, and tries all that could fail. */
  void check() {
    lua.line("local c$ = $", i, changes());
    if (index.many() || isDecimal()) {
      lua.line("if c$ then return nil end", i);
      return;
    }
    lua.line("local k$, z$", i, i);
    lua.line("if c$ then", i);
    String nullKey = nullKey();
    if (index.info().structure() == IndexInfo.Structure.ZSET) {
      lua.line("if p$ then", SaveScript.n(index.field()));
      lua.line("k$ = $", i, sortedKey("p"));
      lua.line("if k$ then probe('ZCARD', k$) end", i, i);
      lua.line("else z$ = $ end", i, nullKey);
    } else {
      lua.line("k$ = $", i, value("p"));
      lua.line("if not k$ then z$ = $", i, i, nullKey);
      if (index.info().structure() == IndexInfo.Structure.HASH) {
        lua.line("else");
        lua.line("local owner = call('HGET', $, k$)", key(index.at()), i);
        lua.line("if owner and owner ~= id then return nil end");
        lua.line("end");
      } else {
        lua.line("else");
        lua.line("k$ = $ .. k$", i, key(index.at() + ":"), i);
        lua.line("probe('SCARD', k$)", i);
        lua.line("end");
      }
    }
    lua.line("if z$ then probe('SCARD', z$) end", i, i);
    lua.line("end");
  }

  /** Removes the old entry and adds the new one. */
  void change() {
    if (index.many() || isDecimal()) {
      return;
    }
    lua.line("if c$ then", i);
    lua.line("if not fresh then");
    switch (index.info().structure()) {
      case ZSET -> {
        lua.line("if q$ then", SaveScript.n(index.field()));
        lua.line("local old = $", sortedKey("q"));
        if (index.hasTokens()) {
          lua.line("if old and u$ and (old ~= k$ or u$ ~= t$) then", i, i, i, i);
        } else {
          lua.line("if old and old ~= k$ then", i);
        }
        takeOut("'ZREM', old, " + member("u"));
        lua.line("end");
      }
      case SET -> {
        lua.line("local old = $", value("q"));
        lua.line("if old then");
        lua.line("old = $ .. old", key(index.at() + ":"));
        lua.line("if old ~= k$ then", i);
        takeOut("'SREM', old, id");
        lua.line("end");
      }
      case HASH -> {
        lua.line("local old = $", value("q"));
        lua.line("if old then");
        lua.line("if old ~= k$ then", i);
        takeOut("'HGET', " + key(index.at()) + ", old");
        lua.line("if reply == id then call('HDEL', $, old) end", key(index.at()));
        lua.line("end");
      }
    }
    if (index.nullAt() != null) {
      lua.line("elseif not z$ then", i);
      takeOut("'SREM', " + nullKey() + ", id");
    }
    lua.line("end");
    lua.line("end");
    lua.line(
        "if k$ then $",
        i,
        switch (index.info().structure()) {
          case ZSET -> "put('ZADD', k" + i + ", " + score() + ", " + member("t") + ")";
          case SET -> "put('SADD', k" + i + ", id)";
          case HASH -> "call('HSET', " + key(index.at()) + ", k" + i + ", id)";
        });
    lua.line("elseif z$ then put('SADD', z$, id) end", i, i);
    lua.line("end");
  }

  /** A stranger's key of another type has no entry; any other error is one of the write. */
  private void takeOut(String command) {
    lua.line("local reply = pcall_redis($)", command);
    lua.line("if type(reply) == 'table' and sub(reply.err, 1, 9) ~= 'WRONGTYPE' then");
    lua.line("error(reply.err, 0)");
    lua.line("end");
  }

  private String changes() {
    StringBuilder changed = new StringBuilder("fresh");
    for (List<BoundField> fields : List.of(index.fields(), index.partitionBy())) {
      for (BoundField field : fields) {
        changed
            .append(" or v")
            .append(SaveScript.n(field))
            .append(" ~= o")
            .append(SaveScript.n(field));
      }
    }
    if (index.hasTokens()) {
      changed.append(" or t").append(i).append(" ~= u").append(i);
    }
    return changed.toString();
  }

  private String score() {
    return index.textIsScore() ? "p" + SaveScript.n(index.field()) : "ARGV[at + " + scoreAt + "]";
  }

  private String member(String token) {
    return index.hasTokens() ? token + i + " .. " + SaveScript.NULL + " .. id" : "id";
  }

  /** Returns the key of a sorted set; false for a record that is in no partition. */
  private String sortedKey(String prefix) {
    if (index.partitionBy().isEmpty()) {
      return key(index.at());
    }
    return present(index.partitionBy(), prefix)
        + " and "
        + key(index.at() + ":")
        + " .. "
        + texts(index.partitionBy(), prefix);
  }

  /** Returns the value that an index holds; false for null. */
  private String value(String prefix) {
    return present(index.fields(), prefix) + " and " + texts(index.fields(), prefix);
  }

  private static String present(List<BoundField> fields, String prefix) {
    return fields.stream()
        .map(field -> prefix + SaveScript.n(field))
        .collect(Collectors.joining(" and "));
  }

  /** One value stands raw; several are length-prefixed. */
  private static String texts(List<BoundField> fields, String prefix) {
    if (fields.size() == 1) {
      return text(fields.get(0), prefix);
    }
    List<String> parts = new ArrayList<>();
    for (BoundField field : fields) {
      parts.add("#" + text(field, prefix) + " .. ':' .. " + text(field, prefix));
    }
    return String.join(" .. ", parts);
  }

  private static String text(BoundField field, String prefix) {
    String name = prefix + SaveScript.n(field);
    return field.codec().equality() == Equality.NUMBER
        ? "(" + name + " == '-0.0' and '0.0' or " + name + ")"
        : name;
  }

  private boolean isDecimal() {
    List<BoundField> compared =
        index.info().structure() == IndexInfo.Structure.ZSET ? index.partitionBy() : index.fields();
    return compared.stream().anyMatch(field -> field.codec().equality() == Equality.DECIMAL);
  }

  private String nullKey() {
    String at = index.nullAt();
    return at == null ? "nil" : key(at);
  }

  private String key(String rest) {
    return Lua.quoted(base + rest);
  }
}
