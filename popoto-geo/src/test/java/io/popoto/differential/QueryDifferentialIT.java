package io.popoto.differential;

import io.popoto.Popoto;
import io.popoto.Query;
import io.popoto.Repository;
import io.popoto.async.AsyncPopoto;
import io.popoto.async.AsyncQuery;
import io.popoto.contract.AsyncAsBlocking;
import io.popoto.testing.PopotoExtension;
import io.popoto.testing.Soak;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Random queries of random records give what a plain evaluation in Java gives, by both APIs, in one
 * call and in many. A failure names its seed; {@code -Dpopoto.differential.seed=…} runs it alone.
 */
class QueryDifferentialIT {
  private static final String SEED_PROPERTY = "popoto.differential.seed";
  private static final int QUERIES_OF_SET = 50;
  private static final int QUERIES = 1_000;
  private static final int QUERIES_OF_SOAK = Integer.getInteger("popoto.soak.queries", 200_000);
  private static final int[] TINY_BUDGETS = {30, 500};

  @RegisterExtension final PopotoExtension redis = new PopotoExtension();

  private final List<Popoto> connections = new ArrayList<>();

  @BeforeEach
  void connect() {
    connections.add(redis.popoto());
    for (int budget : TINY_BUDGETS) {
      connections.add(redis.builder().queryBudget(budget).build());
    }
    redis.use(Sample.class);
    redis.use(Line.class);
    redis.use(Owner.class);
  }

  @AfterEach
  void disconnect() {
    connections.subList(1, connections.size()).forEach(Popoto::close);
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void queriesGiveWhatAPlainEvaluationGives() {
    Long seed = Long.getLong(SEED_PROPERTY);
    if (seed != null) {
      run(seed);
      return;
    }
    for (long set = 1; set <= QUERIES / QUERIES_OF_SET; set++) {
      run(set);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "popoto.soak", matches = "true")
  @Timeout(value = 4, unit = TimeUnit.HOURS)
  void manyMoreQueriesGiveWhatAPlainEvaluationGives() {
    new Soak("sets", QUERIES_OF_SOAK / QUERIES_OF_SET).run(this::run);
  }

  private void run(long seed) {
    Random random = new Random(seed);
    int size =
        switch (random.nextInt(40)) {
          case 0 -> 1 + random.nextInt(5_000);
          case 1, 2, 3 -> 1 + random.nextInt(600);
          default -> 1 + random.nextInt(60);
        };
    if (random.nextInt(3) == 0) {
      run(seed, Data.lines(random, size), random);
    } else {
      run(seed, Data.samples(random, size), random);
    }
  }

  private <T> void run(long seed, Data<T> data, Random random) {
    Repository<T> repository = redis.popoto().repository(data.type());
    Repository<Owner> owners = redis.popoto().repository(Owner.class);
    data.store(repository, () -> owners, random);
    for (int number = 1; number <= QUERIES_OF_SET; number++) {
      Criteria criteria = new Criteria(data, owners, random);
      Question question = Question.random(data, criteria, random);
      try {
        ask(data, question, random);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "seed %d, %d records of %s, query %d: %s%n%s"
                .formatted(
                    seed,
                    data.entries().size(),
                    data.type().getSimpleName(),
                    number,
                    question,
                    e.getMessage()),
            e);
      }
    }
    if (data.entries().size() < 100) {
      redis.checkIndexes();
    }
    repository.deleteAll();
    owners.deleteAll();
  }

  private <T> void ask(Data<T> data, Question question, Random random) {
    Popoto blocking = connections.get(random.nextInt(connections.size()));
    Popoto async = connections.get(random.nextInt(connections.size()));
    AsyncQuery<T> twin = question.filtered(AsyncPopoto.of(async).repository(data.type()).query());
    List<Query<T>> queries =
        List.of(
            question.filtered(blocking.repository(data.type()).query()), AsyncAsBlocking.of(twin));
    for (Query<T> query : queries) {
      new Answers<>(data, question, query, random).checkList();
    }
    Answers<T> either = new Answers<>(data, question, queries.get(random.nextInt(2)), random);
    either.checkCount();
    either.checkOther();
  }
}
