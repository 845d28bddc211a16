package io.popoto.servertime;

import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes of many records, index maintenance, and records with much in them. */
final class Maintenance {
  private static final int MANY = 20_000;

  private final Random random;
  private final Popoto popoto;
  private final Population population;
  private final Repository<Ticket> tickets;
  private final Repository<Heavy> heavy;

  Maintenance(Random random, Popoto popoto, Population population) {
    this.random = random;
    this.popoto = popoto;
    this.population = population;
    this.tickets = popoto.repository(Ticket.class);
    this.heavy = popoto.repository(Heavy.class);
  }

  /** Returns the steps, of which the last ones delete everything. */
  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    addHeavy(steps);
    addBulk(steps);
    steps.add(new Step("checkIndexes", "tickets", tickets::checkIndexes));
    steps.add(new Step("cleanIndexes", "tickets", tickets::cleanIndexes));
    steps.add(new Step("rebuildIndexes", "tickets", tickets::rebuildIndexes));
    steps.add(new Step("checkIndexes", "thousands of tags", heavy::checkIndexes));
    steps.add(new Step("cleanIndexes", "thousands of tags", heavy::cleanIndexes));
    steps.add(new Step("rebuildIndexes", "thousands of tags", heavy::rebuildIndexes));
    steps.add(new Step("scanKeys", "t00*", () -> tickets.scanKeys("t00*")));
    steps.add(new Step("deleteAll", "thousands of tags", heavy::deleteAll));
    steps.add(new Step("deleteAll", "clients", popoto.repository(Client.class)::deleteAll));
    steps.add(new Step("deleteAll", "tickets", tickets::deleteAll));
    return steps;
  }

  private void addHeavy(List<Step> steps) {
    String kind = "thousands of tags, megabytes";
    steps.add(new Step(kind, "all", heavy.query()::all));
    steps.add(new Step(kind, "page", heavy.query().limit(20)::page));
    steps.add(new Step(kind, "order", heavy.query().orderBy("body").limit(3)::all));
    steps.add(new Step(kind, "order by tags' kind", heavy.query().orderBy("kind").limit(3)::all));
    steps.add(new Step(kind, "plain", heavy.query().filter("body", "x")::count));
    steps.add(new Step(kind, "countBy tags", () -> heavy.query().countBy("tags")));
    steps.add(new Step(kind, "count", heavy.query().filter("kind", "tags")::count));
    steps.add(new Step(kind, "save", () -> heavy.save(population.drawHeavy(2))));
    steps.add(new Step(kind, "increment", () -> heavy.increment(heavy.key("h002"), "number", 1)));
    steps.add(new Step(kind, "delete", () -> heavy.delete(heavy.key("h000"))));
    steps.add(
        new Step(
            kind,
            "bulkUpdate",
            () -> heavy.bulkUpdate(heavy.query().filter("kind", "tags"), Update.set("number", 7))));
  }

  private void addBulk(List<Step> steps) {
    List<Ticket> more = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      Ticket ticket = population.drawTicket(population.tickets + i);
      ticket.status = "extra";
      more.add(ticket);
    }
    steps.add(new Step("bulkCreate", "20,000", () -> tickets.bulkCreate(more)));
    steps.add(
        new Step(
            "bulkUpdate",
            "status",
            () -> {
              String region = "region" + random.nextInt(10);
              tickets.bulkUpdate(
                  tickets.query().filter("region", region), Update.set("status", "void"));
            }));
    steps.add(
        new Step(
            "bulkDelete",
            "one status",
            () -> tickets.bulkDelete(tickets.query().filter("status", "extra"))));
  }
}
