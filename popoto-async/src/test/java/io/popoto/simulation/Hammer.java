package io.popoto.simulation;

import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.Update;
import io.popoto.exception.ConflictException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the same few records over and over, beside others who do so. Also a program. */
final class Hammer {
  static final String COUNTER = "counter";

  private final Repository<Card> cards;
  private final Repository<Ticket> tickets;
  private final Random random;

  Hammer(Popoto popoto, long seed) {
    this.cards = popoto.repository(Card.class);
    this.tickets = popoto.repository(Ticket.class);
    this.random = new Random(seed);
  }

  /**
   * Runs it.
   *
   * @param arguments address, namespace, seed and number of strokes
   */
  public static void main(String[] arguments) {
    // Several JVMs that start at once on a busy machine need a while until they are connected.
    try (Popoto popoto =
        Popoto.builder()
            .uri(arguments[0])
            .namespace(arguments[1])
            .timeout(Duration.ofSeconds(30))
            .build()) {
      new Hammer(popoto, Long.parseLong(arguments[2])).strike(Integer.parseInt(arguments[3]));
    }
  }

  void strike(int strokes) {
    for (int i = 0; i < strokes; i++) {
      try {
        strike(cards, Card.class);
        strike(tickets, Ticket.class);
      } catch (ConflictException e) {
        // Someone else was faster.
      }
      cards.increment(cards.key(COUNTER), "points", 1);
    }
  }

  private <T extends Card> void strike(Repository<T> repository, Class<T> type) {
    String name = Values.NAMES.get(random.nextInt(Values.NAMES.size()));
    switch (random.nextInt(7)) {
      case 0 -> repository.create(drawn(type, name));
      case 1 -> repository.delete(repository.key(name));
      case 2 -> {
        Optional<T> loaded = repository.load(name);
        if (loaded.isPresent()) {
          T card = loaded.get();
          card.name = Values.NAMES.get(random.nextInt(Values.NAMES.size()));
          repository.migrateKey(card, repository.key(name));
        }
      }
      case 3 ->
          repository.update(repository.key(name), Update.set("state", "struck").add("rank", 1));
      case 4 -> {
        Optional<T> loaded = repository.load(name);
        if (loaded.isPresent()) {
          loaded.get().code = (String) Values.draw("code", random);
          repository.save(loaded.get(), SaveOptions.only("code"));
        }
      }
      case 5 ->
          repository.save(
              drawn(type, name),
              SaveOptions.ttl(java.time.Duration.ofMillis(1 + random.nextInt(5))));
      default -> repository.save(drawn(type, name));
    }
  }

  private <T extends Card> T drawn(Class<T> type, String name) {
    Map<String, @Nullable Object> values = new TreeMap<>();
    Values.FIELDS.forEach(field -> values.put(field, Values.draw(field, random)));
    values.put("name", name);
    return Values.card(type, values);
  }
}
