package io.popoto.servertime;

import io.popoto.Condition;
import io.popoto.Page;
import io.popoto.Popoto;
import io.popoto.Query;
import io.popoto.geo.Geo;
import io.popoto.query.Ordering;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Queries of every kind: each condition, each order, each answer, and random combinations. */
final class QuerySteps {
  private final Random random;
  private final Popoto popoto;
  private final Lookups lookups;
  private final Map<String, Supplier<Ordering>> orders = new LinkedHashMap<>();
  private final Map<String, Consumer<Query<Ticket>>> answers = new LinkedHashMap<>();

  QuerySteps(Random random, Popoto popoto, Population population) {
    this.random = random;
    this.popoto = popoto;
    this.lookups = new Lookups(random, population);
    for (String field :
        List.of("code", "serial", "priority", "weight", "price", "title", "at", "level", "note")) {
      orders.put("order by " + field, () -> new Ordering.ByField(field, random.nextBoolean()));
    }
    orders.put(
        "order by a plain decimal", () -> new Ordering.ByField("amount", random.nextBoolean()));
    orders.put("order by status", () -> new Ordering.ByField("status", random.nextBoolean()));
    orders.put("order by distance in town", () -> Geo.distance("place", lookups.centre()));
    orders.put("order by distance anywhere", () -> Geo.distance("place", lookups.anywhere()));
    orders.put(
        "order by distance, farthest first",
        () -> Geo.distance("place", lookups.centre()).descending());
    addAnswers();
  }

  private void addAnswers() {
    answers.put("limit 10", query -> query.limit(10).all());
    answers.put("limit 1,000", query -> query.limit(1_000).all());
    answers.put("offset 3,000, limit 10", query -> query.offset(3_000).limit(10).all());
    answers.put("pages of 50", query -> pages(query.limit(50), 4));
    answers.put("pages of 2,000", query -> pages(query.limit(2_000), 2));
    answers.put("count", Query::count);
    answers.put("keys", Query::keys);
    answers.put("exists", Query::exists);
    answers.put("first", Query::first);
    answers.put("last", Query::last);
    answers.put("countBy status", query -> query.countBy("status"));
    answers.put("countBy tags", query -> query.countBy("tags"));
    answers.put("countBy client", query -> query.countBy("client"));
    answers.put("distinct title", query -> query.distinct("title"));
    answers.put("min and max", query -> List.of(query.min("price"), query.max("serial")));
    answers.put("min of an indexed field", query -> query.min("status"));
    answers.put("rows of two fields", query -> query.values("code", "weight").limit(3_000).all());
    answers.put("explain", Query::explain);
  }

  private static void pages(Query<Ticket> query, int count) {
    Page<Ticket> page = query.page();
    for (int i = 1; i < count && page.next().isPresent(); i++) {
      page = query.after(page.next().get()).page();
    }
  }

  /** Returns steps: so many of each kind. */
  List<Step> steps(int each) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      lookups.kinds().forEach((kind, draw) -> addCondition(steps, kind, draw));
      orders.forEach((kind, draw) -> addOrder(steps, kind, draw.get()));
      answers.forEach((kind, answer) -> addAnswer(steps, kind, answer));
      addCombination(steps, "two conditions", lookups.any().and(lookups.any()));
      addCombination(steps, "a condition or another", lookups.any().or(lookups.any()));
      addCombination(steps, "a complement and another", lookups.any().not().and(lookups.any()));
      addCombination(
          steps,
          "nested",
          lookups.any().and(lookups.any().or(lookups.any().and(lookups.any().not()))));
      steps.add(stream());
    }
    return steps;
  }

  private Query<Ticket> query(Condition condition) {
    return popoto.repository(Ticket.class).query().filter(condition);
  }

  private void addCondition(List<Step> steps, String kind, Supplier<Condition> draw) {
    Condition condition = draw.get();
    steps.add(step(kind + ": count", condition, query(condition)::count));
    steps.add(step(kind + ": limit 10", condition, query(condition).limit(10)::all));
    Condition not = condition.not();
    steps.add(
        step("not " + kind, not, random.nextBoolean() ? query(not)::count : query(not)::exists));
  }

  private void addOrder(List<Step> steps, String kind, Ordering order) {
    Query<Ticket> all = popoto.repository(Ticket.class).query().orderBy(order);
    Condition condition = lookups.any();
    Query<Ticket> some = query(condition).orderBy(order);
    String text = order + " ";
    steps.add(new Step(kind + ", everything", text, all.limit(10)::all));
    steps.add(new Step(kind + ", filtered", text + condition, some.limit(10)::all));
    steps.add(new Step(kind + ", pages", text + condition, () -> pages(some.limit(30), 3)));
    steps.add(new Step(kind + ", offset", text + condition, some.offset(500).limit(20)::all));
  }

  private void addAnswer(List<Step> steps, String kind, Consumer<Query<Ticket>> answer) {
    Condition condition = lookups.any();
    Query<Ticket> query = query(condition);
    steps.add(step(kind, condition, () -> answer.accept(query)));
    steps.add(
        new Step(
            kind + ", everything",
            "",
            () -> answer.accept(popoto.repository(Ticket.class).query())));
  }

  private void addCombination(List<Step> steps, String kind, Condition condition) {
    Query<Ticket> query = query(condition);
    List<Supplier<Ordering>> all = List.copyOf(orders.values());
    Ordering order = all.get(random.nextInt(all.size())).get();
    steps.add(new Step(kind, condition + " by " + order, query.orderBy(order).limit(20)::all));
    steps.add(step(kind + ": count", condition, query::count));
    steps.add(step(kind + ": keys", condition, query::keys));
  }

  private Step stream() {
    Condition condition = lookups.any();
    return step(
        "stream",
        condition,
        () -> {
          try (var all = query(condition).orderBy("weight").stream()) {
            all.limit(3_000).forEach(ticket -> {});
          }
        });
  }

  private static Step step(String kind, Condition condition, Runnable work) {
    return new Step(kind, condition.toString(), work);
  }
}
