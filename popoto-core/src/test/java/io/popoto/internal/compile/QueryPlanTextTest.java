package io.popoto.internal.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Condition;
import io.popoto.Key;
import io.popoto.internal.codec.Codecs;
import io.popoto.internal.codec.Text;
import io.popoto.internal.compile.QueryCompiler.Mode;
import io.popoto.internal.scan.BoundModel;
import io.popoto.internal.scan.ModelScanner;
import io.popoto.internal.scan.Plugins;
import io.popoto.query.Ordering;
import io.popoto.query.QuerySpec;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each shape of query is compiled to: the text of the plan, and what the scripts are sent. */
class QueryPlanTextTest {
  private static final int BUDGET = 1000;

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void planOf(
      String shape, Class<?> type, QuerySpec query, String where, String order, String sent) {
    BoundModel<?> model = new ModelScanner(Codecs.standard(), Plugins.load()).scan(type);
    KeySpace keys = new KeySpace("", model.name());
    QueryCompiler compiler = new QueryCompiler(model, keys, new IndexSpec(model), BUDGET);

    QueryPlan plan = compiler.compile(query, Mode.ROWS, List.of(), Continuation.BEGIN);

    assertThat(plan.text().lines())
        .containsExactly(model.name() + ": " + where, "  order: " + order);
    assertThat(Text.string(plan.call().arguments().get(0)).replace('"', '\''))
        .isEqualTo("{'mode':'rows','budget':1000,'rows':100," + sent + "}");
    assertThat(plan.call().readOnly()).isTrue();
    boolean tokens = sent.contains("'i':true");
    assertThat(plan.call().arguments().get(1).length > 0).isEqualTo(tokens);
  }

  static Stream<Arguments> shapes() {
    return Stream.of(
        shape(
            "equality of an indexed field",
            Dish.class,
            where("cuisine", "Thai"),
            "cuisine = Thai (eq index)",
            "key",
            "'where':{'op':'eq','at':'eq:cuisine','v':[3]},'order':[],"
                + "'returns':['cuisine','name']"),
        shape(
            "one of several values",
            Dish.class,
            where("cuisine__in", List.of("Thai", "Greek")),
            "cuisine in [Thai, Greek] (eq index)",
            "key",
            "'where':{'op':'eq','at':'eq:cuisine','v':[3,4]},'order':[],"
                + "'returns':['cuisine','name']"),
        shape(
            "one of no values",
            Dish.class,
            where("cuisine__in", List.of()),
            "(nothing)",
            "key",
            "'where':{'op':'none'},'order':[],'returns':['name']"),
        shape(
            "null of an indexed field",
            Dish.class,
            where("region__isnull", true),
            "region is null (null set)",
            "key",
            "'where':{'op':'null','at':'null:region'},'order':[],'returns':['region'," + "'name']"),
        shape(
            "a value of an indexed field",
            Dish.class,
            where("region__isnull", false),
            "not (region is null (null set))",
            "key",
            "'where':{'op':'not','n':{'op':'null','at':'null:region'}},'order':[],"
                + "'returns':['region','name']"),
        shape(
            "anything but a value",
            Dish.class,
            where("cuisine", "Thai").and(Condition.of("cuisine", "Greek").not()),
            "cuisine = Thai (eq index) and not (cuisine = Greek (eq index))",
            "key",
            "'where':{'op':'and','n':[{'op':'eq','at':'eq:cuisine',"
                + "'v':[3]},{'op':'not','n':{'op':'eq','at':'eq:cuisine','v':[4]}}]},"
                + "'order':[],'returns':['cuisine','name']"),
        shape(
            "part of an indexed text",
            Dish.class,
            where("cuisine__contains", "ha"),
            "cuisine contains ha (on stored fields)",
            "key",
            "'where':{'op':'text','how':'contains','f':[1],'v':[3]},'order':[],"
                + "'returns':['cuisine','name'],'fields':['cuisine']"),
        shape(
            "range from",
            Dish.class,
            where("rating__gte", 4.5),
            "rating in [4.5, +inf) (sorted index)",
            "rating (sorted index)",
            "'where':{'op':'range','at':'sorted:rating','low':{'score':'4.5'}},"
                + "'order':[],'returns':['rating','name']"),
        shape(
            "range up to",
            Dish.class,
            where("rating__lt", 4.5),
            "rating in (-inf, 4.5) (sorted index)",
            "rating (sorted index)",
            "'where':{'op':'range','at':'sorted:rating','high':{'score':'4.5',"
                + "'open':true}},'order':[],'returns':['rating','name']"),
        shape(
            "range between",
            Dish.class,
            where("rating__between", List.of(3, 4.5)),
            "rating in [3.0, 4.5] (sorted index)",
            "rating (sorted index)",
            "'where':{'op':'range','at':'sorted:rating','low':{'score':'3.0'},"
                + "'high':{'score':'4.5'}},'order':[],'returns':['rating','name']"),
        shape(
            "range of exact decimals",
            Dish.class,
            where("cost__gt", new BigDecimal("9.90")),
            "cost in (9.90, +inf) (sorted index)",
            "cost (sorted index)",
            "'where':{'op':'range','at':'sorted:cost','i':true,'low':{'score':'9.9',"
                + "'open':true,'token':3}},'order':[],'returns':['cost','name']"),
        shape(
            "equality of a sorted field",
            Dish.class,
            where("rating", 4.5),
            "rating in [4.5, 4.5] (sorted index)",
            "rating (sorted index)",
            "'where':{'op':'range','at':'sorted:rating','low':{'score':'4.5'},"
                + "'high':{'score':'4.5'}},'order':[],'returns':['rating','name']"),
        shape(
            "several values of a sorted field",
            Dish.class,
            where("rating__in", List.of(4.5, 5.0)),
            "rating in [4.5, 4.5] or [5.0, 5.0] (sorted index)",
            "rating (sorted index)",
            "'where':{'op':'ranges','at':'sorted:rating','b':3},"
                + "'order':[],'returns':['rating','name']"),
        shape(
            "null of a sorted field",
            Dish.class,
            where("cost__isnull", true),
            "cost is null (null set)",
            "cost (sorted index)",
            "'where':{'op':'null','at':'null:cost'},'order':[],'returns':['cost','name']"),
        shape(
            "range in a partition",
            Dish.class,
            where("cuisine", "Thai").and(Condition.of("sold__gte", 10)),
            "cuisine = Thai (eq index) and sold in [10, +inf) (sorted index [Thai])",
            "sold (sorted index)",
            "'where':{'op':'and','n':[{'op':'eq','at':'eq:cuisine',"
                + "'v':[3]},{'op':'range','at':'sorted:sold','p':[[3]],'i':true,"
                + "'low':{'score':'10.0','token':4}}]},'order':[],'returns':['cuisine','sold',"
                + "'name']"),
        shape(
            "range in several partitions",
            Dish.class,
            where("cuisine__in", List.of("Thai", "Greek")).and(Condition.of("sold__lte", 10)),
            "cuisine in [Thai, Greek] (eq index) and sold in (-inf, 10] (sorted index [Thai]"
                + " [Greek])",
            "sold (sorted index)",
            "'where':{'op':'and','n':[{'op':'eq','at':'eq:cuisine',"
                + "'v':[3,4]},{'op':'range','at':'sorted:sold','p':[[3],[4]],'i':true,"
                + "'high':{'score':'10.0','token':5}}]},'order':[],'returns':['cuisine',"
                + "'sold','name']"),
        shape(
            "key",
            Dish.class,
            where("name", "Pad Thai"),
            "name = Pad Thai (key)",
            "key",
            "'where':{'op':'id','v':[3]},'order':[],'returns':['name']"),
        shape(
            "several keys",
            Dish.class,
            where("name__in", List.of("Pad Thai", "a:b")),
            "name in [Pad Thai, a:b] (key)",
            "key",
            "'where':{'op':'id','v':[3,4]},'order':[],'returns':['name']"),
        shape(
            "prefix of the key",
            Dish.class,
            where("name__startswith", "Pad"),
            "name starts with Pad (key order)",
            "key",
            "'where':{'op':'idprefix','v':3},'order':[],'returns':['name']"),
        shape(
            "end of the key",
            Dish.class,
            where("name__endswith", "Thai"),
            "name ends with Thai (on stored fields)",
            "key",
            "'where':{'op':'text','how':'suffix','f':[1],'v':[3]},'order':[],"
                + "'returns':['name'],'fields':['name']"),
        shape(
            "part of a composite key",
            Dish.Cook.class,
            where("kitchen", "north"),
            "kitchen = north (eq index)",
            "key",
            "'where':{'op':'eq','at':'eq:kitchen','v':[3]},'order':[],"
                + "'returns':['kitchen','number']"),
        shape(
            "both parts of a composite key",
            Dish.Cook.class,
            where("kitchen", "north").and(Condition.of("number", 7)),
            "kitchen = north (eq index) and number = 7 (eq index)",
            "key",
            "'where':{'op':'and','n':[{'op':'eq','at':'eq:kitchen',"
                + "'v':[3]},{'op':'eq','at':'eq:number','v':[4]}]},'order':[],"
                + "'returns':['kitchen','number']"),
        shape(
            "prefix of a part of a composite key",
            Dish.Cook.class,
            where("kitchen__startswith", "no"),
            "kitchen starts with no (on stored fields)",
            "key",
            "'where':{'op':'text','how':'prefix','f':[1],'v':[3]},'order':[],"
                + "'returns':['kitchen','number'],'fields':['kitchen']"),
        shape(
            "unique",
            Dish.class,
            where("code", "T1"),
            "code = T1 (unique index)",
            "key",
            "'where':{'op':'unique','at':'unique:code','v':[3]},'order':[],"
                + "'returns':['code','name']"),
        shape(
            "several unique values",
            Dish.class,
            where("code__in", List.of("T1", "T2")),
            "code in [T1, T2] (unique index)",
            "key",
            "'where':{'op':'unique','at':'unique:code','v':[3,4]},'order':[],"
                + "'returns':['code','name']"),
        shape(
            "relationship",
            Dish.class,
            where("insteadOf", new Key<>(Dish.class, "Dish", "Pad Thai")),
            "insteadOf = Dish:Pad Thai (eq index)",
            "key",
            "'where':{'op':'eq','at':'eq:insteadOf','v':[3]},'order':[],"
                + "'returns':['insteadOf','name']"),
        shape(
            "null relationship",
            Dish.class,
            where("insteadOf__isnull", true),
            "insteadOf is null (null set)",
            "key",
            "'where':{'op':'null','at':'null:insteadOf'},'order':[],"
                + "'returns':['insteadOf','name']"),
        shape(
            "tag",
            Dish.class,
            where("tags__contains", "hot"),
            "tags contains hot (eq index)",
            "key",
            "'where':{'op':'eq','at':'eq:tags','v':[3]},'order':[],'returns':['tags'," + "'name']"),
        shape(
            "any of some tags",
            Dish.class,
            where("tags__any", List.of("hot", "new")),
            "tags contains any of [hot, new] (eq index)",
            "key",
            "'where':{'op':'any','at':'eq:tags','v':[3,4]},'order':[],"
                + "'returns':['tags','name']"),
        shape(
            "all of some tags",
            Dish.class,
            where("tags__all", List.of("hot", "new")),
            "tags contains hot (eq index) and tags contains new (eq index)",
            "key",
            "'where':{'op':'and','n':[{'op':'eq','at':'eq:tags','v':[3]},{'op':'eq',"
                + "'at':'eq:tags','v':[4]}]},'order':[],'returns':['tags','name']"),
        shape(
            "plain field",
            Dish.class,
            where("shelf", "a"),
            "shelf = a (on stored fields)",
            "key",
            "'where':{'op':'text','how':'eq','f':[1],'v':[3]},'order':[],"
                + "'returns':['shelf','name'],'fields':['shelf']"),
        shape(
            "plain field with an initial value",
            Dish.class,
            where("size__in", List.of(1, 2)),
            "size = 1, 2 (on stored fields)",
            "key",
            "'where':{'op':'text','how':'eq','f':[1],'default':3,'v':[3,4]},'order':[],"
                + "'returns':['size','name'],'fields':['size']"),
        shape(
            "null of a plain field",
            Dish.class,
            where("notes__isnull", true),
            "notes is null (on stored fields)",
            "key",
            "'where':{'op':'text','how':'null','f':[1],'v':[]},'order':[],"
                + "'returns':['notes','name'],'fields':['notes']"),
        shape(
            "and over index and plain field",
            Dish.class,
            where("cuisine", "Thai").and(Condition.of("shelf", "a")),
            "cuisine = Thai (eq index) and shelf = a (on stored fields)",
            "key",
            "'where':{'op':'and','n':[{'op':'eq','at':'eq:cuisine',"
                + "'v':[3]},{'op':'text','how':'eq','f':[1],'v':[4]}]},'order':[],"
                + "'returns':['cuisine','shelf','name'],'fields':['shelf']"),
        shape(
            "or",
            Dish.class,
            QuerySpec.ALL.and(Condition.of("cuisine", "Thai").or(Condition.of("rating__gte", 4.5))),
            "(cuisine = Thai (eq index) or rating in [4.5, +inf) (sorted index))",
            "key",
            "'where':{'op':'or','n':[{'op':'eq','at':'eq:cuisine',"
                + "'v':[3]},{'op':'range','at':'sorted:rating','low':{'score':'4.5'}}]},"
                + "'order':[],'returns':['cuisine','rating','name']"),
        shape(
            "or within and",
            Dish.class,
            where("shelf", "a")
                .and(Condition.of("cuisine", "Thai").or(Condition.of("region__isnull", true))),
            "shelf = a (on stored fields) and (cuisine = Thai (eq index) or region is null (null"
                + " set))",
            "key",
            "'where':{'op':'and','n':[{'op':'text','how':'eq','f':[1],"
                + "'v':[3]},{'op':'or','n':[{'op':'eq','at':'eq:cuisine',"
                + "'v':[4]},{'op':'null','at':'null:region'}]}]},'order':[],"
                + "'returns':['shelf','cuisine','region','name'],'fields':['shelf']"),
        shape(
            "not",
            Dish.class,
            QuerySpec.ALL.and(
                Condition.of("cuisine", "Thai").and(Condition.of("rating__gte", 4.5)).not()),
            "not (cuisine = Thai (eq index) and rating in [4.5, +inf) (sorted index))",
            "key",
            "'where':{'op':'not','n':{'op':'and','n':[{'op':'eq','at':'eq:cuisine',"
                + "'v':[3]},{'op':'range','at':'sorted:rating','low':{'score':'4.5'}}]}},"
                + "'order':[],'returns':['cuisine','rating','name']"),
        shape(
            "everything, by key",
            Dish.class,
            QuerySpec.ALL,
            "everything",
            "key",
            "'where':{'op':'all'},'order':[],'returns':['name']"),
        shape(
            "by key, descending",
            Dish.class,
            by("-name").limitedTo(10),
            "everything",
            "key descending",
            "'where':{'op':'all'},'order':[{'by':'id','desc':true}],'limit':10,"
                + "'returns':['name']"),
        shape(
            "by a sorted field",
            Dish.class,
            by("-rating").limitedTo(10).from(20),
            "everything",
            "rating descending (sorted index)",
            "'where':{'op':'all'},'order':[{'by':'zset','desc':true,"
                + "'at':'sorted:rating'}],'limit':10,'offset':20,'returns':['rating','name']"),
        shape(
            "by exact decimals, which may be null",
            Dish.class,
            by("cost").limitedTo(10),
            "everything",
            "cost (sorted index)",
            "'where':{'op':'all'},'order':[{'by':'zset','at':'sorted:cost','i':true,"
                + "'null':'null:cost'}],'limit':10,'returns':['cost','name']"),
        shape(
            "by a divided index",
            Dish.class,
            by(where("cuisine", "Thai"), "-sold").limitedTo(10),
            "cuisine = Thai (eq index)",
            "sold descending (sorted index)",
            "'where':{'op':'eq','at':'eq:cuisine','v':[3]},'order':[{'by':'zset',"
                + "'desc':true,'at':'sorted:sold','p':[[3]],'i':true}],'limit':10,"
                + "'returns':['cuisine','sold','name']"),
        shape(
            "by several fields",
            Dish.class,
            by("cuisine", "-rating").limitedTo(10),
            "everything",
            "cuisine (stored fields), rating descending (sorted index)",
            "'where':{'op':'all'},'order':[{'by':'text','f':[1],"
                + "'order':'text'},{'by':'zset','desc':true,'at':'sorted:rating'}],'limit':10,"
                + "'returns':['cuisine','rating','name'],'fields':['cuisine']"),
        shape(
            "by a stored field",
            Dish.class,
            by("-size").limitedTo(10),
            "everything",
            "size descending (stored fields)",
            "'where':{'op':'all'},'order':[{'by':'text','desc':true,'f':[1],'default':3,"
                + "'order':'number'}],'limit':10,'returns':['size','name'],'fields':['size']"),
        shape(
            "by what only the client can order",
            Dish.class,
            by("cooking").limitedTo(10),
            "everything",
            "cooking (stored fields, sorted by the client)",
            "'where':{'op':'all'},'order':[],'returns':['cooking','name']"),
        shape(
            "without a limit, ordered by the client",
            Dish.class,
            by("-rating"),
            "everything",
            "rating descending (sorted index)",
            "'where':{'op':'all'},'order':[],'returns':['rating','name']"),
        shape(
            "the order of the model",
            Dish.Call.class,
            QuerySpec.ALL.limitedTo(1),
            "everything",
            "at descending (sorted index)",
            "'where':{'op':'all'},'order':[{'by':'zset','desc':true,'at':'sorted:at',"
                + "'i':true}],'limit':1,'returns':['at','id']"),
        shape(
            "the last in the order of the model",
            Dish.Call.class,
            QuerySpec.ALL.limitedTo(1).backwards(),
            "everything",
            "at (sorted index)",
            "'where':{'op':'all'},'order':[{'by':'zset','at':'sorted:at','i':true}],"
                + "'limit':1,'returns':['at','id']"),
        shape(
            "by the sorted field that is filtered on",
            Dish.class,
            where("rating__lt", 4.5).limitedTo(5),
            "rating in (-inf, 4.5) (sorted index)",
            "rating (sorted index)",
            "'where':{'op':'range','at':'sorted:rating','high':{'score':'4.5',"
                + "'open':true}},'order':[{'by':'zset','at':'sorted:rating'}],'limit':5,"
                + "'returns':['rating','name']"));
  }

  private static Arguments shape(
      String shape, Class<?> type, QuerySpec query, String where, String order, String sent) {
    return Arguments.of(shape, type, query, where, order, sent);
  }

  private static QuerySpec where(String lookup, Object operand) {
    return QuerySpec.ALL.and(Condition.of(lookup, operand));
  }

  private static QuerySpec by(String... fields) {
    return by(QuerySpec.ALL, fields);
  }

  private static QuerySpec by(QuerySpec query, String... fields) {
    return query.by(Arrays.stream(fields).map(Ordering::by).toList());
  }
}
