package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Condition;
import io.popoto.Query;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.Update;
import io.popoto.exception.QueryException;
import io.popoto.testing.RawRedis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Indexed sets and lists of texts, whose elements are found one by one. */
abstract class TagContract extends Contract {
  TagContract(Api api) {
    super(api);
  }

  private Repository<Recipe> recipes() {
    Repository<Recipe> recipes = repository(Recipe.class);
    recipes.create(new Recipe("curry", "hot", "vegan"));
    recipes.create(new Recipe("salad", "raw", "vegan"));
    recipes.create(new Recipe("steak", "hot"));
    recipes.create(new Recipe("water"));
    Recipe untold = new Recipe("untold");
    untold.tags = null;
    recipes.create(untold);
    return recipes;
  }

  private static List<String> names(Query<Recipe> query) {
    List<String> names = query.all().stream().map(recipe -> recipe.name).toList();
    assertThat(query.count()).isEqualTo(names.size());
    assertThat(query.keys()).hasSize(names.size());
    assertThat(query.exists()).isEqualTo(!names.isEmpty());
    assertThat(query.limit(10).all()).extracting(recipe -> recipe.name).isEqualTo(names);
    return names;
  }

  private static List<String> names(Repository<Recipe> recipes, String lookup, Object operand) {
    return names(recipes.query().filter(lookup, operand));
  }

  @Test
  void elementsAreFoundOneByOne() {
    Repository<Recipe> recipes = recipes();

    assertThat(names(recipes, "tags__contains", "vegan")).containsExactly("curry", "salad");
    assertThat(names(recipes, "tags__contains", "veg")).isEmpty();
    assertThat(names(recipes, "tags__any", List.of("hot", "vegan")))
        .containsExactly("curry", "salad", "steak");
    assertThat(names(recipes, "tags__any", Set.of("raw", "nothing"))).containsExactly("salad");
    assertThat(names(recipes, "tags__all", List.of("hot", "vegan"))).containsExactly("curry");
    assertThat(names(recipes, "tags__all", List.of("hot", "raw"))).isEmpty();
    assertThat(names(recipes, "tags__any", List.of())).isEmpty();
    assertThat(names(recipes, "tags__all", List.of())).hasSize(5);
  }

  @Test
  void recordsWithoutTheElementAreTheComplement() {
    Repository<Recipe> recipes = recipes();

    assertThat(names(recipes.query().exclude("tags__contains", "vegan")))
        .containsExactly("steak", "untold", "water");
    assertThat(names(recipes.query().exclude("tags__any", List.of("hot", "raw"))))
        .containsExactly("untold", "water");
    assertThat(names(recipes, "tags__isnull", true)).containsExactly("untold");
    assertThat(
            names(
                recipes
                    .query()
                    .filter(
                        Condition.of("tags__contains", "raw").or(Condition.of("name", "steak")))))
        .containsExactly("salad", "steak");
  }

  @Test
  void changedElementsAreFoundUnderTheNewOnesOnly() {
    Repository<Recipe> recipes = recipes();
    Recipe curry = recipes.load("curry").orElseThrow();

    curry.tags = Set.of("hot", "meat");
    recipes.save(curry);
    assertThat(names(recipes, "tags__contains", "vegan")).containsExactly("salad");
    assertThat(names(recipes, "tags__all", List.of("meat", "hot"))).containsExactly("curry");

    curry.minutes = 5;
    curry.tags = Set.of("never stored");
    recipes.save(curry, SaveOptions.only("minutes"));
    assertThat(names(recipes, "tags__contains", "meat")).containsExactly("curry");

    recipes.update(recipes.key("curry"), Update.set("tags", Set.of("cold")));
    assertThat(names(recipes, "tags__contains", "meat")).isEmpty();
    assertThat(names(recipes, "tags__contains", "cold")).containsExactly("curry");

    recipes.update(recipes.key("curry"), Update.setNull("tags"));
    assertThat(names(recipes, "tags__contains", "cold")).isEmpty();
    assertThat(names(recipes, "tags__isnull", true)).containsExactly("curry", "untold");

    assertThat(recipes.bulkDelete(recipes.query().filter("tags__any", List.of("raw", "hot"))))
        .isEqualTo(2);
    assertThat(names(recipes.query())).containsExactly("curry", "untold", "water");
  }

  @Test
  void deletedAndExpiredRecordsLeaveNoElement() {
    Repository<Recipe> recipes = recipes();
    recipes.save(new Recipe("brief", "hot", "brief"), SaveOptions.ttl(Duration.ofMillis(1)));
    org.awaitility.Awaitility.await().until(() -> !recipes.exists("brief"));

    assertThat(names(recipes, "tags__contains", "hot")).containsExactly("curry", "steak");
    recipes.delete(recipes.key("curry"));
    recipes.delete(recipes.key("steak"));
    recipes.sweepExpired();

    assertThat(names(recipes, "tags__contains", "hot")).isEmpty();
    assertThat(RawRedis.keys(redis.namespace() + "/popoto:Recipe:eq:tags:"))
        .extracting(key -> key.substring(key.lastIndexOf(':') + 1))
        .containsExactlyInAnyOrder("raw", "vegan");
  }

  @Test
  void anyTextCanBeAnElementAndTwiceIsOnce() {
    Repository<Recipe> recipes = repository(Recipe.class);
    List<String> texts =
        List.of(
            "", ":", "%", "*", "a:b", "日本", "\"quoted\"", "back\\slash", "\u0000", "a\nb", "[]");
    for (String text : texts) {
      Recipe recipe = new Recipe("of " + texts.indexOf(text), text);
      recipe.steps.addAll(List.of(text, "stir", text));
      recipes.create(recipe);
    }

    for (String text : texts) {
      String name = "of " + texts.indexOf(text);
      assertThat(names(recipes, "tags__contains", text)).as(text).containsExactly(name);
      assertThat(names(recipes, "steps__all", List.of("stir", text)))
          .as(text)
          .containsExactly(name);
      assertThat(recipes.load(name).orElseThrow().steps).containsExactly(text, "stir", text);
    }
    assertThat(recipes.query().countBy("steps"))
        .hasSize(texts.size() + 1)
        .containsEntry("stir", (long) texts.size())
        .containsEntry("", 1L);
  }

  @Test
  void rebuildBringsElementsBack() {
    Repository<Recipe> recipes = recipes();
    String index = redis.namespace() + "/popoto:Recipe:eq:tags:";
    RawRedis.deleteAll(index);
    RawRedis.commands().sadd(redis.redisKey("popoto:Recipe:eq:tags:hot"), "water", "ghost");
    RawRedis.commands().sadd(redis.redisKey("popoto:Recipe:eq:tags:gone"), "water");

    assertThat(recipes.checkIndexes().missing()).isEqualTo(3);
    assertThat(recipes.checkIndexes().total()).isEqualTo(3);
    assertThat(recipes.rebuildIndexes()).isEqualTo(5);

    assertThat(names(recipes, "tags__contains", "hot")).containsExactly("curry", "steak");
    assertThat(recipes.checkIndexes().total()).isZero();
    assertThat(recipes.checkIndexes().missing()).isZero();
  }

  @Test
  void recordsOfSeveralElementsAreCountedOnce() {
    Repository<Recipe> recipes = repository(redis.builder().queryBudget(100).build(), Recipe.class);
    redis.use(Recipe.class);
    recipes.bulkCreate(
        IntStream.range(0, 1_000)
            .mapToObj(
                i ->
                    i % 2 == 0
                        ? new Recipe("r%04d".formatted(i), "even", "number")
                        : new Recipe("r%04d".formatted(i), "odd"))
            .toList());
    Query<Recipe> any = recipes.query().filter("tags__any", List.of("even", "number", "odd"));

    assertThat(any.count()).isEqualTo(1_000);
    assertThat(any.all()).hasSize(1_000);
    assertThat(any.keys()).doesNotHaveDuplicates().hasSize(1_000);
    assertThat(any.countBy("tags")).isEqualTo(Map.of("even", 500L, "number", 500L, "odd", 500L));
    assertThat(any.distinct("tags")).isEqualTo(List.of("even", "number", "odd"));
    assertThat(any.countBy("name")).hasSize(1_000).allSatisfy((name, n) -> assertThat(n).isOne());
  }

  @Test
  void onlyTextsAndCollectionsOfThemAreOperands() {
    Repository<Recipe> recipes = repository(Recipe.class);

    for (Object operand : new Object[] {null, 1, List.of("a")}) {
      refused(recipes, "tags__contains", operand);
    }
    for (Object operand : new Object[] {null, 1, "a", List.of(1)}) {
      refused(recipes, "tags__any", operand);
      refused(recipes, "tags__all", operand);
    }
    refused(recipes, "tags", Set.of("a"));
    refused(recipes, "tags__gt", "a");
    refused(recipes, "tags__startswith", "a");
    refused(recipes, "name__any", List.of("a"));
  }

  private static void refused(Repository<Recipe> recipes, String lookup, Object operand) {
    assertThatThrownBy(() -> recipes.query().filter(lookup, operand).all())
        .as("%s %s", lookup, operand)
        .isExactlyInstanceOf(QueryException.class);
  }
}
