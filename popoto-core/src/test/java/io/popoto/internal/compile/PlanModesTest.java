package io.popoto.internal.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Condition;
import io.popoto.exception.QueryException;
import io.popoto.internal.codec.Codecs;
import io.popoto.internal.codec.Text;
import io.popoto.internal.compile.QueryCompiler.Mode;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundModel;
import io.popoto.internal.scan.ModelScanner;
import io.popoto.internal.scan.Plugins;
import io.popoto.query.Ordering;
import io.popoto.query.QuerySpec;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is sent for counts, ids and groups, behind a cursor, and where a call has stopped. */
class PlanModesTest {
  private static final QuerySpec THAI =
      QuerySpec.ALL.and(Condition.of("cuisine", "Thai")).by(List.of(Ordering.by("-rating")));

  private final BoundModel<?> model =
      new ModelScanner(Codecs.standard(), Plugins.load()).scan(Dish.class);
  private final QueryCompiler compiler =
      new QueryCompiler(model, new KeySpace("", model.name()), new IndexSpec(model), 1000);

  private QueryPlan plan(QuerySpec query, Mode mode, Continuation from, String... fields) {
    List<BoundField> bound =
        Arrays.stream(fields).map(name -> model.field(name).orElseThrow()).toList();
    return compiler.compile(query, mode, bound, from);
  }

  private static String sent(QueryPlan plan) {
    return Text.string(plan.call().arguments().get(0)).replace('"', '\'');
  }

  private static List<String> operands(QueryPlan plan) {
    return plan.call().arguments().stream().skip(2).map(Text::string).toList();
  }

  /** Returns a row of a reply, packed as the scripts do, from whose place a cursor is made. */
  private StoredRecord row(QueryPlan plan, Object... values) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.write(0x90 | values.length);
    for (Object value : values) {
      byte[] text = Text.bytes(value == null ? "" : (String) value);
      packed.write(value == null ? 0xc2 : 0xa0 | text.length);
      packed.writeBytes(text);
    }
    return plan.rows(List.of(packed.toByteArray()), failure -> {}).get(0);
  }

  @Test
  void countsKnowNoOrderAndNoPage() {
    QueryPlan plan = plan(THAI.limitedTo(5).from(2), Mode.COUNT, Continuation.BEGIN);

    assertThat(sent(plan))
        .isEqualTo(
            "{'mode':'count','budget':1000,'where':{'op':'eq','at':'eq:cuisine','v':[3]},"
                + "'order':[]}");
    assertThat(operands(plan)).containsExactly("Thai");
  }

  @Test
  void idsAreOrderedAndPagedByTheServer() {
    assertThat(sent(plan(THAI.limitedTo(5).from(2), Mode.IDS, Continuation.BEGIN)))
        .isEqualTo(
            "{'mode':'ids','budget':1000,'where':{'op':'eq','at':'eq:cuisine','v':[3]},"
                + "'order':[{'by':'zset','desc':true,'at':'sorted:rating'}],"
                + "'limit':5,'offset':2}");
  }

  @Test
  void groupsNameTheFieldThatIsCounted() {
    assertThat(sent(plan(THAI, Mode.GROUP, Continuation.BEGIN, "cuisine")))
        .isEqualTo(
            "{'mode':'group','budget':1000,'where':{'op':'eq','at':'eq:cuisine','v':[3]},"
                + "'order':[],'group':{'f':[1]},'returns':['cuisine']}");
  }

  @Test
  void cursorBecomesThePlaceOfTheLastRow() {
    QueryPlan page = plan(THAI.limitedTo(1), Mode.ROWS, Continuation.BEGIN);
    String cursor = page.cursor(row(page, "Thai", "4.5", "Curry", "Curry"));

    QueryPlan next = plan(THAI.limitedTo(1).behind(cursor), Mode.ROWS, Continuation.BEGIN);

    assertThat(sent(next))
        .isEqualTo(
            "{'mode':'rows','budget':1000,'rows':100,'where':{'op':'eq','at':'eq:cuisine','v':[3]},"
                + "'order':[{'by':'zset','desc':true,'at':'sorted:rating'}],'limit':1,"
                + "'after':{'id':4,'values':[{'score':'4.5','token':5}]},"
                + "'returns':['cuisine','rating','name']}");
    assertThat(operands(next)).containsExactly("Thai", "Curry", "");
    assertThat(next.text()).isEqualTo(page.text());
  }

  @Test
  void cursorOfAnOrderOfTheClientStaysWithTheClient() {
    QuerySpec byTime = QuerySpec.ALL.by(List.of(Ordering.by("cooking"))).limitedTo(1);
    QueryPlan page = plan(byTime, Mode.ROWS, Continuation.BEGIN);
    String cursor = page.cursor(row(page, "PT30M", "Curry", "Curry"));

    QueryPlan next = plan(byTime.behind(cursor), Mode.ROWS, Continuation.BEGIN);

    assertThat(sent(next)).isEqualTo(sent(page));
    List<StoredRecord> rows =
        new ArrayList<>(
            List.of(
                row(next, "PT1H", "Stew", "Stew"),
                row(next, "PT30M", "Curry", "Curry"),
                row(next, "PT30M", "Dal", "Dal"),
                row(next, null, "Raw", "Raw"),
                row(next, "PT5M", "Egg", "Egg")));
    next.sort(rows, failure -> {});
    assertThat(rows).extracting(StoredRecord::id).containsExactly("Dal", "Stew");
  }

  @Test
  void cursorsAreForTheirOwnQuery() {
    QueryPlan page = plan(THAI.limitedTo(1), Mode.ROWS, Continuation.BEGIN);
    String cursor = page.cursor(row(page, "Thai", "4.5", "Curry", "Curry"));

    plan(THAI.limitedTo(9).behind(cursor), Mode.IDS, Continuation.BEGIN);
    for (QuerySpec other :
        List.of(
            THAI.by(List.of(Ordering.by("rating"))),
            QuerySpec.ALL.by(List.of(Ordering.by("-rating"))),
            THAI.where(Condition.of("cuisine", "Greek")),
            THAI.where(Condition.all(), "painter of Thai dishes"))) {
      assertThatThrownBy(
              () -> plan(other.limitedTo(1).behind(cursor), Mode.ROWS, Continuation.BEGIN))
          .isExactlyInstanceOf(QueryException.class);
    }
    // These have the same 32-bit hash.
    QuerySpec one = THAI.where(Condition.of("cuisine", "Aa"));
    QueryPlan first = plan(one.limitedTo(1), Mode.ROWS, Continuation.BEGIN);
    String ofOne = first.cursor(row(first, "Aa", "1", "x", "x"));
    assertThatThrownBy(
            () ->
                plan(
                    THAI.where(Condition.of("cuisine", "BB")).limitedTo(1).behind(ofOne),
                    Mode.ROWS,
                    Continuation.BEGIN))
        .isExactlyInstanceOf(QueryException.class);
    for (String nonsense : List.of("", "x", "AAAA", cursor.substring(0, cursor.length() - 4))) {
      assertThatThrownBy(
              () -> plan(THAI.limitedTo(1).behind(nonsense), Mode.ROWS, Continuation.BEGIN))
          .isExactlyInstanceOf(QueryException.class);
    }
  }

  @Test
  void laterCallGoesOnWhereTheOneBeforeItStopped() {
    QueryPlan plan = plan(THAI, Mode.ROWS, Continuation.BEGIN);
    List<Object> inSet = Arrays.asList(Text.bytes("part"), 1L, 2L, Text.bytes("17 f00"), null);
    List<Object> inRange =
        Arrays.asList(Text.bytes("part"), 0L, 1L, Text.bytes("4.5"), Text.bytes("Curry"));

    assertThat(sent(plan(THAI, Mode.ROWS, plan.next(inSet).orElseThrow())))
        .contains("'resume':{'d':1,'s':2,'c':'17 f00'}");
    assertThat(sent(plan(THAI, Mode.ROWS, plan.next(inRange).orElseThrow())))
        .contains("'resume':{'d':0,'s':1,'score':'4.5','m':4}");
    assertThat(plan.next(null)).isEmpty();
    assertThat(plan.next(List.of(Text.bytes("end")))).isEmpty();
  }

  @Test
  void alternativesShowTheirIndexes() {
    Condition either =
        Condition.of("cuisine", "Thai")
            .or(Condition.of("rating__gte", 4).and(Condition.of("shelf", "top")))
            .or(Condition.of("name", "Curry"));

    QueryPlan plan = plan(QuerySpec.ALL.and(either), Mode.COUNT, Continuation.BEGIN);

    assertThat(plan.text().lines().findFirst().orElseThrow())
        .isEqualTo(
            "Dish: (cuisine = Thai (eq index) or (rating in [4.0, +inf) (sorted index) and shelf ="
                + " top (on stored fields)) or name = Curry (key))");
    assertThat(plan.advice()).isEmpty();
  }
}
