package io.popoto.internal.compile;

import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundIndex;
import io.popoto.internal.scan.BoundModel;
import io.popoto.metadata.FieldKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a model into the Lua that stands before {@code write.lua}: what that needs to know of
 * the model, and straight code for the usual write, a whole record. It does what {@code write.lua}
 * does, with every name a constant and without a look at the spec, in a quarter of the time.
 * Whatever is unusual (a record of another spec or with a damaged memo, a unique value that
 * somebody has, a list that changes, events) it leaves to {@code write.lua}, from the first such
 * record on, before anything of that record is written.
 *
 * <p>In the code, {@code v3} is the new value of the model's third field, {@code o3} the stored
 * one, {@code p3} and {@code q3} the same or false where null. Those of an index are named in
 * {@link EntryCode}.
 */
public final class SaveScript {
  /** Set to {@code general} by tests that want all writes to go through {@code write.lua}. */
  private static final String SAVES = "popoto.saves";

  /** Lua has room for 200 in a function. */
  private static final int MOST_VARIABLES = 190;

  /** Stands for {@code access.lua}, whose function is made only where it is needed. */
  public static final String ACCESS = "--access";

  static final String NULL = "'\\000'";
  private static final String ABSENT = "'\\000\\001'";

  private final BoundModel<?> model;
  private final IndexSpec spec;
  private final String base;
  private final String recordPrefix;
  private final Lua lua = new Lua();

  private SaveScript(BoundModel<?> model, KeySpace keys, IndexSpec spec) {
    this.model = model;
    this.spec = spec;
    this.base = keys.base();
    this.recordPrefix = Text.string(keys.recordPrefix());
  }

  /** Returns what stands before {@code write.lua} for a model. */
  static String of(BoundModel<?> model, KeySpace keys, IndexSpec spec) {
    return new SaveScript(model, keys, spec).text();
  }

  /** Returns what stands before {@code delete.lua} for a model. */
  static String ofDelete(BoundModel<?> model, KeySpace keys, IndexSpec spec) {
    SaveScript script = new SaveScript(model, keys, spec);
    script.begin();
    return script.lua.toString();
  }

  private String text() {
    begin();
    if (isUsual()) {
      usualWrite();
    }
    lua.line(
        "local columns = {$}",
        joined(model.fields(), field -> Lua.quoted(field.info().storedName())));
    lua.line(
        "local sent = {$}",
        model.indexes().stream()
            .filter(SaveScript::isSent)
            .map(index -> "" + index.position())
            .collect(Collectors.joining(",")));
    return lua.toString();
  }

  private void begin() {
    lua.line("local replies, first, at = {}, 2, 5");
    lua.line("local spec_json = $", Lua.quoted(Text.string(spec.json())));
    lua.line("if #ARGV[4] == 6 then"); // whole? or parts?
    lua.line(ACCESS);
    lua.line("ARGV[4] = string.sub(ARGV[4], 1, 5)");
    lua.line("local operation = (ARGV[1] == 'delete' or ARGV[1] == 'move') and ARGV[1] or 'write'");
    lua.line("local lacks = missing_right(cjson.decode(spec_json), operation, KEYS[2])");
    lua.line("if lacks then return redis.error_reply(lacks) end");
    lua.line("end");
  }

  private boolean isUsual() {
    int variables =
        2 * model.fields().size()
            + 2 * indexed().size()
            + kept().size()
            + 5 * model.indexes().size()
            + 20;
    return !"general".equals(System.getProperty(SAVES))
        && variables <= MOST_VARIABLES
        && !model.info().events()
        && model.fields().stream().allMatch(field -> field.info().aliases().isEmpty());
  }

  /** Returns whether blocks of whole records hold the score of an index, and its token. */
  static boolean isSent(BoundIndex index) {
    return index.scores() != null && !index.textIsScore();
  }

  // --- the whole -----------------------------------------------------------------------------

  private void usualWrite() {
    lua.line("if ARGV[4] == 'whole' and ARGV[3] == '' then");
    lua.line("local call, pcall_redis, sub = redis.call, redis.pcall, string.sub");
    lua.line("local ARGV, KEYS, unpack = ARGV, KEYS, unpack");
    // The arguments of all HSETs, in one table that need not grow.
    lua.line("local set = {$}", "0,".repeat(1 + 2 * (model.fields().size() + 1)));
    lua.line("local mode, expiry = ARGV[1], ARGV[2]");
    lua.line("local expiring = call('EXISTS', $) == 1", key("expiry"));
    lua.line("local known, now, moment");
    lua.line("if expiring or (expiry ~= '' and expiry ~= 'keep') then");
    lua.line("local time = call('TIME')");
    lua.line("now = time[1] * 1000 + math.floor(time[2] / 1000)");
    lua.line("if expiry ~= '' and expiry ~= 'keep' then");
    lua.line("moment = tonumber(sub(expiry, 2))");
    lua.line("if sub(expiry, 1, 1) == '+' then moment = now + moment end");
    lua.line("moment = string.format('%.0f', moment)");
    lua.line("call('ZCARD', $)", key("expiry"));
    lua.line("call('HLEN', $)", key("memo"));
    lua.line("end");
    lua.line("end");
    lua.line("local many = #KEYS > 2");
    lua.line(Gathering.CODE);
    saveFunction();
    lua.line("while KEYS[first] do");
    lua.line("changed = false");
    lua.line("local fine, reply = pcall(save, KEYS[first])");
    lua.line("if not fine then");
    lua.line("reply = type(reply) == 'table' and reply.err or tostring(reply)");
    lua.line("reply = string.gsub(reply, '^@user_script: ?%d+: %-?', '')");
    // A server that takes no writes at all says so to the first one of a script.
    lua.line("local word = string.match(reply, '^%u+')");
    lua.line("if word == 'READONLY' or word == 'MISCONF' or word == 'NOREPLICAS' then");
    lua.line("return redis.error_reply(reply)");
    lua.line("end");
    lua.line("reply = { changed and 'unfinished' or 'error', reply }");
    lua.line("end");
    lua.line("if not reply then break end");
    lua.line("replies[first - 1] = reply");
    lua.line("first = first + 1");
    lua.line("at = at + $", blockLength());
    lua.line("end");
    lua.line("if many then flush() end");
    // Expired records are swept by write.lua.
    lua.line(
        "if not KEYS[first] and not (expiring and pcall_redis('ZRANGEBYSCORE', $,", key("expiry"));
    lua.line("'-inf', '(' .. string.format('%.0f', now), 'LIMIT', 0, 1)[1]) then");
    lua.line("return replies");
    lua.line("end");
    lua.line("end");
  }

  /** Returns how many arguments a whole record has: version, values, scores and tokens. */
  private int blockLength() {
    int sent = (int) model.indexes().stream().filter(SaveScript::isSent).count();
    return 1 + model.fields().size() + 2 * sent;
  }

  /** The function that writes a record; without a result, nothing has been done. */
  private void saveFunction() {
    lua.line("local function save(key)");
    readRecord();
    refusals();
    newValues();
    tokens();
    List<EntryCode> entries =
        model.indexes().stream()
            .map(index -> new EntryCode(index, base, scoreAt(index), lua))
            .toList();
    entries.forEach(EntryCode::check);
    lua.line("if fresh then");
    lua.line("probe('ZCARD', KEYS[1])");
    lua.line("known = known or call('HEXISTS', $, $) == 1", key("meta"), specField());
    lua.line("end");
    // From here on the record changes; everything that could fail has been tried.
    fields();
    entries.forEach(EntryCode::change);
    lua.line("if fresh then");
    lua.line("put('ZADD', KEYS[1], 0, id)");
    lua.line("if not known then");
    lua.line("known = true");
    lua.line("if call('HSETNX', $, $, spec_json) == 1 then", key("meta"), specField());
    lua.line("call('HSETNX', $, 'layout', '1')", key("meta"));
    lua.line("call('HSETNX', $, 'current', $)", key("meta"), Lua.quoted(spec.id()));
    lua.line("end");
    lua.line("end");
    lua.line("end");
    expiry();
    List<BoundField> kept = kept();
    if (!kept.isEmpty()) {
      lua.line("if not fresh then return { 1, $ } end", joined(kept, field -> "g" + n(field)));
    }
    lua.line("return fresh and 2 or 1");
    lua.line("end");
  }

  private void readRecord() {
    lua.line("local id = sub(key, $)", Text.bytes(recordPrefix).length + 1);
    lua.line("if many then");
    lua.line("if seen[key] then flush() end");
    lua.line("seen[key] = true");
    lua.line("end");
    lua.line("local $, stored", joined(model.fields(), field -> "o" + n(field)));
    // An insert usually finds nothing, for which EXISTS is enough.
    lua.line("local absent = mode == 'insert' and call('EXISTS', key) == 0");
    lua.line("if not absent then");
    lua.line(
        "$, stored = unpack(call('HMGET', key, $, '~'))",
        joined(model.fields(), field -> "o" + n(field)),
        joined(model.fields(), field -> Lua.quoted(field.info().storedName())));
    lua.line("end");
    lua.line("local fresh = not stored");
    lua.line("if fresh then");
    lua.line("if not absent and call('EXISTS', key) == 1 then return nil end");
    lua.line("if mode == 'update' then return { 'missing' } end");
    lua.line("elseif mode == 'insert' then return { 'exists' }");
    lua.line("elseif sub(stored, 1, 6) ~= $ then return nil", Lua.quoted(spec.id()));
    lua.line("end");
    // One that expires keeps that only if the write says so, and one that has expired must go
    // first.
    lua.line("if expiring and (fresh or not moment) and call('ZSCORE', $, id) then", key("expiry"));
    lua.line("return nil");
    lua.line("end");
  }

  private void refusals() {
    for (BoundField field : model.fields()) {
      if (field.info().kind() == FieldKind.VERSION) {
        lua.line("if ARGV[at] ~= '' and not fresh and ARGV[at] ~= (o$ or '0')", n(field));
        lua.line("or ARGV[at] ~= '' and fresh and ARGV[at] ~= '0' then");
        lua.line("return { 'stale' }");
        lua.line("end");
      }
    }
  }

  private void newValues() {
    lua.line(
        "local $ = $",
        joined(model.fields(), field -> "v" + n(field)),
        joined(model.fields(), field -> "ARGV[at + " + n(field) + "]"));
    for (BoundField field : model.fields()) {
      if (!field.info().required()) {
        lua.line("if v$ == $ then v$ = false end", n(field), ABSENT, n(field));
      }
    }
    for (BoundField field : kept()) {
      int n = n(field);
      lua.line("local g$ = not fresh and o$ ~= $ and o$", n, n, NULL, n);
      lua.line("if g$ then v$ = g$ end", n, n, n);
    }
    for (BoundField field : indexed()) {
      int n = n(field);
      lua.line("local p$, q$ = v$ ~= $ and v$, o$ ~= $ and o$", n, n, n, NULL, n, n, NULL, n);
    }
  }

  private List<BoundField> kept() {
    return model.fields().stream().filter(field -> field.info().autoNowAdd()).toList();
  }

  private Set<BoundField> indexed() {
    Set<BoundField> fields = new LinkedHashSet<>();
    for (BoundIndex index : model.indexes()) {
      fields.addAll(index.fields());
      fields.addAll(index.partitionBy());
    }
    return fields;
  }

  // --- tokens --------------------------------------------------------------------------------

  private List<BoundIndex> tokenIndexes() {
    return model.indexes().stream().filter(BoundIndex::hasTokens).toList();
  }

  /** New tokens are sent; the stored ones follow the spec's id in the memo, each after length:. */
  private void tokens() {
    List<BoundIndex> indexes = tokenIndexes();
    if (indexes.isEmpty()) {
      lua.line("local memo = $", Lua.quoted(spec.id()));
      lua.line("if stored and stored ~= memo then return nil end");
      return;
    }
    for (BoundIndex index : indexes) {
      lua.line("local t$ = ARGV[at + $]", i(index), scoreAt(index) + 1);
    }
    lua.line("local memo = $", memo());
    lua.line("local $", joined(indexes, index -> "u" + i(index)));
    lua.line("if stored == memo then");
    lua.line(
        "$ = $",
        joined(indexes, index -> "u" + i(index)),
        joined(indexes, index -> "t" + i(index)));
    lua.line("elseif stored then");
    lua.line("local from, length = 7");
    for (BoundIndex index : indexes) {
      lua.line("length = string.match(stored, '^(%d+):', from)");
      lua.line("if not length or #length > 9 then return nil end");
      lua.line("from = from + #length + 1 + length");
      lua.line("u$ = sub(stored, from - length, from - 1)", i(index));
    }
    lua.line("if from ~= #stored + 1 then return nil end");
    lua.line("end");
    boolean keeps = false;
    for (BoundIndex index : indexes) {
      if (index.field().info().autoNowAdd()) {
        lua.line("if g$ then t$ = u$ or '' end", n(index.field()), i(index), i(index));
        keeps = true;
      }
    }
    if (keeps) {
      lua.line("memo = $", memo());
    }
  }

  private String memo() {
    return Lua.quoted(spec.id())
        + tokenIndexes().stream()
            .map(index -> " .. #t" + i(index) + " .. ':' .. t" + i(index))
            .collect(Collectors.joining());
  }

  /** Returns where the score of an index lies in a block; its token is the next. */
  private int scoreAt(BoundIndex index) {
    int before =
        (int)
            model.indexes().stream()
                .filter(other -> other.position() < index.position() && isSent(other))
                .count();
    return model.fields().size() + 1 + 2 * before;
  }

  // --- the hash and its expiry -----------------------------------------------------------------

  /** Writes the fields that differ. */
  private void fields() {
    lua.line("set[1] = key");
    lua.line("local n = 1");
    boolean mayBeAbsent = model.fields().stream().anyMatch(field -> !field.info().required());
    if (mayBeAbsent) {
      lua.line("local gone");
    }
    for (BoundField field : model.fields()) {
      int n = n(field);
      String name = Lua.quoted(field.info().storedName());
      lua.line("if v$ ~= o$ then", n, n);
      if (field.info().required()) {
        lua.line("set[n + 1], set[n + 2], n = $, v$, n + 2", name, n);
      } else {
        lua.line("if v$ then set[n + 1], set[n + 2], n = $, v$, n + 2", n, name, n);
        lua.line("else gone = gone or { key } gone[#gone + 1] = $ end", name);
      }
      lua.line("end");
    }
    lua.line("if stored ~= memo then set[n + 1], set[n + 2], n = '~', memo, n + 2 end");
    lua.line("if n > 1 then call('HSET', unpack(set, 1, n)) changed = true end");
    if (mayBeAbsent) {
      lua.line("if gone then call('HDEL', unpack(gone)) changed = true end");
    }
  }

  private void expiry() {
    lua.line("if moment then");
    lua.line("local memory = { '~', memo }");
    for (BoundField field : indexed()) {
      lua.line(
          "if p$ then memory[#memory + 1], memory[#memory + 2] = $, p$ end",
          n(field),
          Lua.quoted(field.info().storedName()),
          n(field));
    }
    lua.line("put('ZADD', $, moment, id)", key("expiry"));
    lua.line("changed = true");
    lua.line("put('HSET', $, id, cmsgpack.pack(memory))", key("memo"));
    lua.line("call('PEXPIREAT', key, moment)");
    lua.line("end");
  }

  // --- names ---------------------------------------------------------------------------------

  private String key(String rest) {
    return Lua.quoted(base + rest);
  }

  private String specField() {
    return Lua.quoted("spec:" + spec.id());
  }

  /** Returns the place of a field in a block, from 1. */
  static int n(BoundField field) {
    return field.position() + 1;
  }

  private static int i(BoundIndex index) {
    return index.position();
  }

  private static <E> String joined(
      Iterable<E> elements, java.util.function.Function<E, @Nullable String> text) {
    List<String> texts = new ArrayList<>();
    elements.forEach(element -> texts.add(text.apply(element)));
    return String.join(", ", texts);
  }
}
