package io.popoto.servertime;

import io.popoto.Popoto;
import io.popoto.Ref;
import io.popoto.geo.GeoPoint;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** The records that are asked for, the same for the same seed. */
final class Population {
  static final GeoPoint ROME = GeoPoint.of(41.902782, 12.496366);
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final List<String> STATUSES = List.of("pending", "assigned", "done", "failed", "void");
  static final List<String> CITIES = List.of("Rome", "Paris", "Berlin", "Oslo", "Madrid");
  private static final int STEP = 5_000;
  private static final int HEAVY = 20;
  private static final int TAGS_OF_HEAVY = 1_000;
  private static final int BODY = 1 << 20;

  private final Random random;
  final int tickets;
  final int clients;

  Population(long seed, int tickets, int clients) {
    this.random = new Random(seed);
    this.tickets = tickets;
    this.clients = clients;
  }

  static String client(int number) {
    return "client%05d".formatted(number);
  }

  static String ticket(int number) {
    return "t%07d".formatted(number);
  }

  static String tag(int number) {
    return "tag" + number;
  }

  void store(Popoto popoto) {
    List<Client> someClients = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      someClients.add(drawClient(i));
    }
    popoto.repository(Client.class).bulkCreate(someClients);
    for (int from = 0; from < tickets; from += STEP) {
      List<Ticket> some = new ArrayList<>();
      for (int i = from; i < Math.min(tickets, from + STEP); i++) {
        some.add(drawTicket(i));
      }
      popoto.repository(Ticket.class).bulkCreate(some);
    }
    for (int i = 0; i < HEAVY; i++) {
      popoto.repository(Heavy.class).save(drawHeavy(i));
    }
  }

  private Client drawClient(int number) {
    Client client = new Client(client(number));
    client.city = random.nextInt(20) == 0 ? null : CITIES.get(random.nextInt(CITIES.size()));
    client.age = 18 + random.nextInt(70);
    client.remark = "r" + random.nextInt(10);
    return client;
  }

  Ticket drawTicket(int number) {
    Ticket ticket = new Ticket(ticket(number));
    ticket.status = STATUSES.get(Math.min(random.nextInt(8), STATUSES.size() - 1));
    Set<String> tags = new TreeSet<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      tags.add(tag(random.nextInt(200)));
    }
    ticket.tags = tags;
    ticket.client =
        random.nextInt(10) == 0 ? Ref.empty() : Ref.of(new Client(client(random.nextInt(clients))));
    ticket.serial = (1L << 53) + random.nextInt(10 * tickets);
    ticket.priority = random.nextInt(10) == 0 ? null : (Integer) random.nextInt(10);
    ticket.weight = random.nextDouble() * 1000;
    ticket.price = random.nextInt(10) == 0 ? null : BigDecimal.valueOf(random.nextInt(100_000), 2);
    ticket.title = "title of " + random.nextInt(tickets);
    ticket.at = START.plusSeconds(random.nextInt(300 * 86_400)).plusNanos(random.nextInt(1000));
    ticket.region = "region" + random.nextInt(10);
    ticket.rank = random.nextInt(1_000_000);
    ticket.place = place();
    ticket.note = random.nextInt(10) == 0 ? null : "note " + random.nextInt(1000);
    ticket.level = random.nextInt(100);
    ticket.amount = BigDecimal.valueOf(random.nextInt(1_000_000), 3);
    return ticket;
  }

  /** Most places lie in one town, the others anywhere. */
  private GeoPoint place() {
    return random.nextInt(5) == 0
        ? GeoPoint.of(random.nextDouble() * 170 - 85, random.nextDouble() * 360 - 180)
        : GeoPoint.of(
            ROME.latitude() + random.nextGaussian() / 20,
            ROME.longitude() + random.nextGaussian() / 20);
  }

  Heavy drawHeavy(int number) {
    Heavy heavy = new Heavy("h%03d".formatted(number), number);
    heavy.kind = number % 2 == 0 ? "tags" : "body";
    Set<String> tags = new TreeSet<>();
    for (int i = 0; number % 2 == 0 && i < TAGS_OF_HEAVY; i++) {
      tags.add("heavy" + random.nextInt(100_000));
    }
    heavy.tags = tags;
    heavy.body = number % 2 == 0 ? "" : Character.toString('a' + random.nextInt(26)).repeat(BODY);
    return heavy;
  }
}
