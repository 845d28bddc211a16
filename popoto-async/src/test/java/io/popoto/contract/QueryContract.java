package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Condition;
import io.popoto.Key;
import io.popoto.Query;
import io.popoto.Repository;
import io.popoto.Row;
import io.popoto.exception.QueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Filters, conditions, order, pages and results of queries. */
abstract class QueryContract extends Contract {
  QueryContract(Api api) {
    super(api);
  }

  @Test
  void filtersAreCombinedByAnd() {
    Repository<Job> jobs = repository(Job.class);
    jobs.create(new Job("valor", "pending", 1));
    jobs.create(new Job("valor", "running", 2));
    jobs.create(new Job("other", "pending", 3));

    assertThat(jobs.query().filter("projectKey", "valor").filter("status", "pending").all())
        .singleElement()
        .satisfies(job -> assertThat(job.priority).isEqualTo(1));
    assertThat(jobs.query().filter("status", "pending").count()).isEqualTo(2);
    assertThat(jobs.query().count()).isEqualTo(3);
    assertThat(jobs.query().keys()).hasSize(3);
  }

  @Test
  void getRefusesSeveralMatches() {
    Repository<Job> jobs = repository(Job.class);
    jobs.create(new Job("dupe", "pending", 1));
    jobs.create(new Job("dupe", "pending", 2));
    Query<Job> dupes = jobs.query().filter("projectKey", "dupe");

    assertThatThrownBy(() -> dupes.filter("status", "pending").get())
        .isExactlyInstanceOf(QueryException.class);
    assertThat(dupes.filter("status", "gone").get()).isEmpty();
  }

  @Test
  void keyMatchThatFailsAnotherCriterionIsNoMatch() {
    Repository<Item> items = repository(Item.class);
    items.create(new Item("a", 1));

    assertThat(items.query().filter("name", "a").filter("value", 2).get()).isEmpty();
    assertThat(items.query().filter("name", "a").filter("value", 1).get()).isPresent();
    assertThat(items.query().filter("name", "a").filter("name", "b").count()).isZero();
  }

  @Test
  void whatDoesNotFitTheModelIsRefusedOnAnEmptyModel() {
    Repository<Doc> docs = repository(Doc.class);

    refused(() -> docs.query().filter("nonexistent", 1).all());
    refused(() -> docs.query().filter("tag__gte", "a").all());
    refused(() -> docs.query().filter("tag__contains", "a").all());
    refused(() -> docs.query().filter("tag__nonsense", "a").all());
    refused(() -> docs.query().filter("roomId__gt", "a").all());
    refused(() -> docs.query().filter("score__startswith", "a").all());
    refused(() -> docs.query().filter("score", "many").all());
    refused(() -> docs.query().filter("bucket__in", "a").all());
    refused(() -> docs.query().filter("bucket__isnull", "yes").all());
    refused(() -> docs.query().filter("bucket__startswith", null).all());
    refused(() -> docs.query().filter("", 1).all());
    refused(() -> docs.query().filter("__in", List.of()).all());
    refused(() -> docs.query().exclude("nonexistent", 1).all());
    refused(() -> docs.query().filter(Condition.of("nonexistent", 1).not()).count());
    refused(() -> docs.query().orderBy("nonexistent").all());
    refused(() -> docs.query().orderBy("-").all());
    refused(() -> docs.query().limit(-1).all());
    refused(() -> docs.query().offset(-1).all());
    refused(() -> docs.query().values("nonexistent").all());
    refused(() -> docs.loadBy("tag", "a"));
    refused(() -> docs.loadBy("nonexistent", "a"));
  }

  @Test
  void partsOfNamesAreMatched() {
    Repository<Group> groups = repository(Group.class);
    for (int i = 0; i < 3; i++) {
      groups.create(new Group("BLACKPINK", null));
    }
    groups.create(new Group("Mamamoo", null));
    groups.create(new Group("Mamamoo", null));

    assertThat(groups.query().filter("name__startswith", "BLACK").count()).isEqualTo(3);
    assertThat(groups.query().filter("name__endswith", "PINK").all()).hasSize(3);
    assertThat(groups.query().filter("name__contains", "ama").all()).hasSize(2);
    assertThat(groups.query().filter("name__exact", "blackpink").all()).isEmpty();
    assertThat(groups.query().filter("name__in", List.of("BLACKPINK", "Mamamoo")).all()).hasSize(5);
  }

  @Test
  void isnullDividesTheRecords() {
    Repository<Group> groups = repository(Group.class);
    for (String label : new String[] {"N", "none", "None", null, "", "%-", null}) {
      groups.create(new Group("x", label));
    }

    assertThat(groups.query().filter("label__isnull", true).all())
        .hasSize(2)
        .allMatch(group -> group.label == null);
    assertThat(groups.query().filter("label__isnull", false).all())
        .extracting(group -> group.label)
        .containsExactlyInAnyOrder("N", "none", "None", "", "%-");
    assertThat(groups.query().filter("label", null).count()).isEqualTo(2);
  }

  @Test
  void inOfNothingMatchesNothing() {
    Repository<Doc> docs = repository(Doc.class);
    docs.create(new Doc("r", "d", 1));

    for (String field : List.of("roomId", "docId", "bucket", "tag")) {
      Condition none = Condition.of(field + "__in", List.of());
      assertThat(docs.query().filter(none).all()).isEmpty();
      assertThat(docs.query().filter(none).count()).isZero();
      assertThat(docs.query().filter("roomId", "r").filter(none).count()).isZero();
      assertThat(docs.query().filter(none.and(Condition.of("roomId", "r"))).all()).isEmpty();
      assertThat(docs.query().filter(none.or(Condition.of("roomId", "r"))).all()).hasSize(1);
      assertThat(docs.query().filter(none.not()).all()).hasSize(1);
      assertThat(docs.query().exclude(none).exists()).isTrue();
    }
    assertThat(docs.query().filter("roomId", "r").filter("score__in", List.of()).count()).isZero();
  }

  @Test
  void nullsComeFirstInAscendingOrder() {
    Repository<Thing> things = things();

    assertThat(things.query().orderBy("floatValue").all().get(0).floatValue).isNull();
    assertThat(things.query().orderBy("floatValue").limit(3).all().get(2).floatValue)
        .isEqualTo(1.123);
    assertThat(things.query().orderBy("-floatValue").all().get(3).floatValue).isNull();
    assertThat(things.query().orderBy("-intKey").limit(1).all().get(0).intKey).isEqualTo(5);
  }

  @Test
  void pagesAreCutAfterFilteringAndOrdering() {
    Repository<Thing> things = things();

    assertThat(ints(things.query().orderBy("intKey").offset(1).limit(2).all()))
        .containsExactly(1, 2);
    assertThat(ints(things.query().orderBy("-intKey").offset(3).all())).containsExactly(0);
    assertThat(things.query().orderBy("intKey").offset(4).all()).isEmpty();
    assertThat(things.query().limit(0).all()).isEmpty();
    assertThat(things.query().limit(0).first()).isEmpty();
    assertThat(things.query().limit(0).exists()).isFalse();
    assertThat(things.query().limit(2).offset(1).keys()).hasSize(2);
    assertThat(things.query().offset(4).exists()).isFalse();
    assertThat(things.query().limit(Integer.MAX_VALUE).all()).hasSize(4);
  }

  @Test
  void severalOrdersAreAppliedInTurn() {
    Repository<Pair> pairs = repository(Pair.class);
    for (String left : List.of("a", "b")) {
      for (String right : List.of("x", "y", "z")) {
        Pair pair = new Pair(left, right);
        pair.value = right.equals("y") ? 1 : 2;
        pairs.create(pair);
      }
    }

    List<String> all =
        pairs.query().orderBy("value", "-left").all().stream()
            .map(pair -> pair.value + pair.left + pair.right)
            .toList();

    assertThat(all).containsExactly("1by", "1ay", "2bz", "2bx", "2az", "2ax");
    assertThat(pairs.query().orderBy("value", "-left").limit(3).offset(1).keys())
        .extracting(Object::toString)
        .containsExactly("Pair:a:y", "Pair:b:z", "Pair:b:x");
  }

  @Test
  void valuesAreRowsOfExactlyTheseFieldsWithTheirTypes() {
    Repository<Thing> things = things();

    List<Row> rows = things.query().orderBy("intKey").values("intKey").all();
    assertThat(rows)
        .extracting(Row::asMap)
        .containsExactly(
            Map.of("intKey", 0), Map.of("intKey", 1), Map.of("intKey", 2), Map.of("intKey", 5));
    Row first = things.query().orderBy("floatValue").values("floatValue", "strKey").first().get();
    assertThat(first.get("floatValue")).isNull();
    assertThat(first.asMap().keySet()).containsExactly("floatValue", "strKey");
    assertThatThrownBy(() -> first.get("intKey")).isInstanceOf(QueryException.class);
  }

  @Test
  void getManyKeepsOrderAndDuplicates() {
    Repository<Item> items = repository(Item.class);
    items.create(new Item("a", 1));
    items.create(new Item("b", 2));
    List<Key<Item>> keys =
        List.of(items.key("b"), items.key("missing"), items.key("a"), items.key("b"));

    assertThat(items.getMany(keys))
        .extracting(item -> item.map(it -> it.value).orElse(-1))
        .containsExactly(2, -1, 1, 2);
    assertThat(items.getManyPresent(keys))
        .extracting(item -> item.name)
        .containsExactly("b", "a", "b");
    assertThat(items.getMany(List.of())).isEmpty();
    assertThat(items.getManyPresent(List.of())).isEmpty();
  }

  @Test
  void getManyOfMoreThanAThousandKeepsOrder() {
    Repository<Item> items = repository(Item.class);
    inParallel(300, i -> items.create(new Item("i" + i, i)));
    List<Key<Item>> keys =
        IntStream.range(0, 2500).mapToObj(i -> items.key("i" + i % 350)).toList();

    List<Optional<Item>> found = items.getMany(keys);

    assertThat(found).hasSize(2500);
    for (int i = 0; i < found.size(); i++) {
      int expected = i % 350;
      assertThat(found.get(i).map(item -> item.value))
          .isEqualTo(expected < 300 ? Optional.of(expected) : Optional.empty());
    }
  }

  @Test
  void conditionsNest() {
    Repository<Product> products = repository(Product.class);
    products.create(new Product("tv", "electronics", "active", "300"));
    products.create(new Product("pc", "electronics", "active", "700"));
    products.create(new Product("novel", "books", "active", "9.99"));
    products.create(new Product("atlas", "books", "discontinued", "19.99"));
    products.create(new Product("coat", "clothing", "active", "29.99"));
    products.create(new Product("hat", "clothing", "discontinued", "5"));
    Condition electronics = Condition.of("category", "electronics");
    Condition books = Condition.of("category", "books");
    Condition active = Condition.of("state", "active");
    Condition discontinued = Condition.of("state", "discontinued");

    assertThat(names(products, electronics.or(books).and(active)))
        .containsExactly("novel", "pc", "tv");
    assertThat(names(products, discontinued.not())).hasSize(4);
    assertThat(names(products, books.and(active).or(discontinued)))
        .containsExactly("atlas", "hat", "novel");
    assertThat(names(products, Condition.all())).hasSize(6);
    assertThat(names(products, Condition.all().not())).isEmpty();
    assertThat(names(products, books.not().not())).isEqualTo(names(products, books));
    assertThat(names(products, books.or(electronics).not().and(active.not())))
        .containsExactly("hat");
    assertThat(names(products, Condition.of("price__gte", 20).and(Condition.of("price__lt", 500))))
        .containsExactly("coat", "tv");
    assertThat(names(products, Condition.of("price__gte", 20).not()))
        .containsExactly("atlas", "hat", "novel");
    assertThat(names(products, Condition.of("name__contains", "a").not().or(books)))
        .containsExactly("atlas", "novel", "pc", "tv");
    assertThat(products.query().filter(electronics.or(books), active).count()).isEqualTo(3);
    assertThat(products.query().filter(new Condition[0]).count()).isEqualTo(6);
    assertThat(products.query().exclude(electronics, active).count()).isEqualTo(4);
    assertThat(products.query().exclude("category", "books").exclude("state", "active").count())
        .isEqualTo(1);
  }

  @Test
  void complementContainsRecordsWithNulls() {
    Repository<Doc> docs = repository(Doc.class);
    Doc plain = new Doc("r", "1", 1);
    Doc tagged = new Doc("r", "2", 2);
    tagged.bucket = "b";
    tagged.tag = "t";
    docs.create(plain);
    docs.create(tagged);

    for (String field : List.of("bucket", "tag")) {
      String value = field.substring(0, 1);
      assertThat(docs.query().exclude(field, value).all())
          .extracting(d -> d.docId)
          .containsExactly("1");
      assertThat(docs.query().exclude(field + "__in", List.of(value, "x")).count()).isEqualTo(1);
      assertThat(docs.query().exclude(field + "__isnull", true).count()).isEqualTo(1);
    }
  }

  @Test
  void queriesAreImmutable() {
    Repository<Product> products = repository(Product.class);
    inParallel(60, i -> products.create(new Product("p" + i, "c", i % 2 == 0 ? "x" : "y", "" + i)));
    Query<Product> query =
        products.query().filter(Condition.of("state", "x").or(Condition.of("state", "y")));

    assertThat(query.first()).isPresent();
    assertThat(query.limit(5).all()).hasSize(5);
    query.orderBy("-price").filter("category", "nope").offset(50);

    assertThat(query.count()).isEqualTo(60);
    assertThat(query.all()).hasSize(60);
    assertThat(query.limit(5).count()).isEqualTo(60);
    assertThat(query.offset(50).count()).isEqualTo(60);
  }

  @Test
  void operandsAreCopiedWhenTheyAreGiven() {
    Repository<Item> items = repository(Item.class);
    items.create(new Item("a", 1));
    List<String> names = new ArrayList<>(List.of("a"));
    Query<Item> query = items.query().filter("name__in", names);

    names.clear();

    assertThat(query.count()).isEqualTo(1);
  }

  @Test
  void modelsOrderAppliesUnlessAnotherIsGiven() {
    Repository<Ranked> ranked = repository(Ranked.class);
    ranked.create(new Ranked("x", 30));
    ranked.create(new Ranked("y", 10));
    ranked.create(new Ranked("z", 20));

    assertThat(priorities(ranked.query())).containsExactly(10, 20, 30);
    assertThat(priorities(ranked.query().filter("name__in", List.of("x", "y", "z"))))
        .containsExactly(10, 20, 30);
    assertThat(priorities(ranked.query().filter("priority__gt", 10))).containsExactly(20, 30);
    assertThat(priorities(ranked.query().orderBy("-priority"))).containsExactly(30, 20, 10);
    assertThat(priorities(ranked.query().orderBy("name"))).containsExactly(30, 10, 20);
    assertThat(priorities(ranked.query().orderBy("-priority").orderBy()))
        .containsExactly(10, 20, 30);
    assertThat(ranked.query().limit(2).keys())
        .extracting(Object::toString)
        .containsExactly("Ranked:y", "Ranked:z");
  }

  @Test
  void emptyModelsHaveNothing() {
    Repository<Ranked> ranked = repository(Ranked.class);

    assertThat(ranked.query().first()).isEmpty();
    assertThat(ranked.query().get()).isEmpty();
    assertThat(ranked.query().all()).isEmpty();
    assertThat(ranked.query().keys()).isEmpty();
    assertThat(ranked.query().count()).isZero();
    assertThat(ranked.query().exists()).isFalse();
    assertThat(ranked.query().explain()).isNotBlank();
  }

  @Test
  void modelsWhoseNamesBeginAlikeDoNotMeet() {
    Repository<Item> items = repository(Item.class);
    Repository<ItemItem> others = repository(ItemItem.class);
    items.create(new Item("a", 1));
    items.create(new Item("Item:a", 2));
    others.create(new ItemItem("a"));
    others.create(new ItemItem("b"));
    others.create(new ItemItem("all"));

    assertThat(items.query().count()).isEqualTo(2);
    assertThat(items.query().all()).hasSize(2);
    assertThat(items.query().keys())
        .extracting(Object::toString)
        .containsExactly("Item:Item:a", "Item:a");
    assertThat(others.query().count()).isEqualTo(3);
    assertThat(others.delete(others.key("a"))).isTrue();
    assertThat(items.exists("a")).isTrue();
  }

  @Test
  void queryByKeyReadsEachMatchOnce() {
    Repository<Item> items = repository(Item.class);
    items.create(new Item("a", 1));
    items.create(new Item("b", 2));

    assertThat(items.query().filter("name__in", List.of("b", "a", "b", "c")).all())
        .extracting(item -> item.name)
        .containsExactly("a", "b");
    assertThat(
            items
                .query()
                .filter(Condition.of("name", "a").or(Condition.of("value__in", List.of(1, 2))))
                .count())
        .isEqualTo(2);
  }

  private Repository<Thing> things() {
    Repository<Thing> things = repository(Thing.class);
    things.create(new Thing(1, 1.123));
    things.create(new Thing(2, 2.5));
    things.create(new Thing(0, null));
    things.create(new Thing(5, 0.5));
    return things;
  }

  private static List<Integer> ints(List<Thing> things) {
    return things.stream().map(thing -> thing.intKey).toList();
  }

  private static List<Integer> priorities(Query<Ranked> query) {
    return query.all().stream().map(ranked -> ranked.priority).toList();
  }

  private static List<String> names(Repository<Product> products, Condition condition) {
    List<String> names =
        products.query().filter(condition).orderBy("name").all().stream()
            .map(product -> product.name)
            .toList();
    assertThat(products.query().filter(condition).count()).isEqualTo(names.size());
    assertThat(products.query().filter(condition).keys()).hasSize(names.size());
    assertThat(
            products.query().filter(condition).orderBy("name").limit(10).all().stream()
                .map(product -> product.name))
        .containsExactlyElementsOf(names);
    return names;
  }

  private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call).isExactlyInstanceOf(QueryException.class);
  }
}
