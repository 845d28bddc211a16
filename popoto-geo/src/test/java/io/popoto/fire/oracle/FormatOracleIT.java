package io.popoto.fire.oracle;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.lettuce.core.api.sync.RedisCommands;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.annotation.Field;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.UniqueField;
import io.popoto.geo.GeoField;
import io.popoto.geo.GeoPoint;
import io.popoto.testing.Damages;
import io.popoto.testing.PopotoExtension;
import io.popoto.testing.RawRedis;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The oracle notices each kind of damage, and knows nothing of the library. */
@Damages
class FormatOracleIT {
  @RegisterExtension final PopotoExtension redis = new PopotoExtension();

  private static final Shape SHAPE =
      Shape.of("Thing", "id")
          .equal("colour")
          .unique("serial")
          .exact("size", ValueType.NUMBER)
          .token("weight", ValueType.NUMBER)
          .elements("tags")
          .geo("place")
          .nullable("weight", "colour", "tags");

  @Model
  static class Thing {
    @KeyField String id;
    @IndexedField String colour;
    @UniqueField String serial;
    @SortedField int size;

    @SortedField
    @Field(nullable = true)
    Long weight;

    @IndexedField List<String> tags = List.of("x", "y");
    @GeoField GeoPoint place = GeoPoint.of(1.5, 2.5);
  }

  @Test
  void usesNothingOfTheLibrary() {
    noClasses()
        .that(resideInAnyPackage("io.popoto.fire.oracle", "io.popoto.fire.history"))
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.popoto..")
                .and(
                    not(
                        resideInAnyPackage(
                            "io.popoto.testing",
                            "io.popoto.fire.oracle",
                            "io.popoto.fire.history"))))
        .check(
            new ClassFileImporter()
                .withImportOption(location -> !location.contains("IT"))
                .importPackages("io.popoto.fire"));
  }

  @Test
  void noticesWhatIsMissingTooMuchOrChanged() {
    notices(raw -> raw.del(key("popoto:Thing:all")));
    notices(raw -> raw.srem(key("popoto:Thing:eq:colour:red"), "a"));
    notices(raw -> raw.sadd(key("popoto:Thing:eq:colour:red"), "ghost"));
    notices(raw -> raw.sadd(key("popoto:Thing:eq:colour:blue"), "a"));
    notices(raw -> raw.srem(key("popoto:Thing:eq:tags:x"), "a"));
    notices(raw -> raw.hset(key("popoto:Thing:unique:serial"), "x", "a"));
    notices(raw -> raw.hset(key("popoto:Thing:unique:serial"), "serial of a", "expiring"));
    notices(raw -> raw.sadd(key("popoto:Thing:null:weight"), "a"));
    notices(raw -> raw.zadd(key("popoto:Thing:sorted:size"), 8, "a"));
    notices(raw -> raw.zadd(key("popoto:Thing:sorted:weight"), 3, "5\0a"));
    notices(raw -> raw.zadd(key("popoto:Thing:geo:place"), 3, "a"));
    notices(raw -> raw.hset(key("Thing:a"), "~", "nonsense"));
    notices(raw -> raw.hset(key("Thing:a"), "colour", "blue"));
    notices(raw -> raw.hset(key("Thing:a"), "id", "b"));
    notices(raw -> raw.expire(key("Thing:a"), 100));
    notices(raw -> raw.expire(key("Thing:expiring"), 50));
    notices(raw -> raw.hdel(key("popoto:Thing:memo"), "expiring"));
    notices(raw -> raw.del(key("Thing:expiring")));
    notices(raw -> raw.set(key("temporary"), "x"));
    notices(raw -> raw.set(key("popoto:Thing:scratch"), "x"));
  }

  private void notices(Consumer<RedisCommands<String, String>> damage) {
    String space = redis.namespace() + "/";
    RawRedis.deleteAll(space);
    Repository<Thing> things = redis.popoto().repository(Thing.class);
    things.save(thing("a"));
    things.save(thing("b"));
    things.save(thing("expiring"), SaveOptions.ttl(Duration.ofHours(1)));
    assertThat(FormatOracle.violations(RawRedis.commands(), space, List.of(SHAPE))).isEmpty();

    damage.accept(RawRedis.commands());

    assertThat(FormatOracle.violations(RawRedis.commands(), space, List.of(SHAPE))).isNotEmpty();
  }

  private static Thing thing(String id) {
    Thing thing = new Thing();
    thing.id = id;
    thing.colour = "red";
    thing.serial = "serial of " + id;
    thing.size = 7;
    thing.weight = (1L << 53) + 1;
    return thing;
  }

  private String key(String key) {
    return redis.redisKey(key);
  }
}
