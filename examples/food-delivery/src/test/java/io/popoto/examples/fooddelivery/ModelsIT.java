package io.popoto.examples.fooddelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Key;
import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.Row;
import io.popoto.exception.DecodeException;
import io.popoto.exception.ValidationException;
import io.popoto.testing.RedisServers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelsIT extends DocsIT {
  @Test
  void readsRecordsOfAnOlderClass() {
    Repository<OldDish> old = older.repository(OldDish.class);
    old.create(new OldDish("Siam Garden", "Pad Thai", "12.50"));
    Repository<Dish> dishes = popoto.repository(Dish.class);
    // tag::growth[]
    Dish dish = dishes.load("Siam Garden", "Pad Thai").orElseThrow();
    BigDecimal price = dish.price; // stored as cost, its alias
    Set<String> tags = dish.tags; // not stored: what the initializer says
    dishes.save(dish); // leaves the field "cook", which the class does not know
    // end::growth[]
    assertThat(price).isEqualByComparingTo("12.50");
    assertThat(tags).isEmpty();
    assertThat(old.load("Siam Garden", "Pad Thai").orElseThrow().cook).isEqualTo("Niran");
  }

  @Test
  void neverHandsOutAHalfFilledRecord() {
    OldDish soup = new OldDish("Siam Garden", "Tom Yum", "8.00");
    soup.course = "SOUP";
    older.repository(OldDish.class).create(soup);
    List<DecodeException> leftOut = new ArrayList<>();
    try (Popoto popoto =
        Popoto.builder()
            .uri(RedisServers.uri())
            .namespace(namespace)
            .onDecodeFailure(leftOut::add)
            .build()) {
      Repository<Dish> dishes = popoto.repository(Dish.class);
      // tag::broken[]
      assertThatThrownBy(() -> dishes.load("Siam Garden", "Tom Yum"))
          .isInstanceOfSatisfying(
              DecodeException.class,
              broken -> {
                assertThat(broken.key()).isEqualTo("Dish:Siam Garden:Tom Yum");
                assertThat(broken.field()).isEqualTo("course");
                assertThat(broken.storedText()).isEqualTo("SOUP");
              });
      List<Dish> intact = dishes.query().all();
      List<Row> titles = dishes.query().values("title").all();
      // end::broken[]
      assertThat(intact).isEmpty();
      assertThat(leftOut).hasSize(1);
      assertThat(titles).hasSize(1);
    }
  }

  @Test
  void storesTypesByCodecs() {
    // tag::codec[]
    Popoto popoto =
        Popoto.builder()
            .uri(RedisServers.uri())
            .namespace(namespace)
            .codec(Weight.class, new WeightCodec())
            .build();
    Repository<Parcel> parcels = popoto.repository(Parcel.class);
    parcels.create(new Parcel(new Weight(350)));
    List<Parcel> heavy = parcels.query().filter("weight__gt", new Weight(300)).all();
    // end::codec[]
    assertThat(heavy).extracting(parcel -> parcel.weight.grams()).containsExactly(350);
    assertThat(heavy.get(0).id).hasSize(26);
    parcels.deleteAll();
    popoto.close();
  }

  @Test
  void escapesKeys() {
    Repository<Dish> dishes = popoto.repository(Dish.class);
    // tag::keys[]
    Key<Dish> key = dishes.key("Siam Garden", "Soup: 100% hot");
    String text = key.toString();
    Key<Dish> same = dishes.parseKey(text);
    // end::keys[]
    assertThat(text).isEqualTo("Dish:Siam Garden:Soup%3A 100%25 hot");
    assertThat(same).isEqualTo(key);
    assertThatThrownBy(() -> dishes.key("Siam Garden")).isInstanceOf(ValidationException.class);
  }

  @Test
  void hidesTheKeyOfAModelWithoutOne() {
    // tag::hidden[]
    Repository<Note> notes = popoto.repository(Note.class);
    Note note = notes.create(new Note("Ring twice"));
    Key<Note> key = notes.key(note);
    note.text = "Ring once";
    notes.save(note);
    // end::hidden[]
    assertThat(notes.load(key).orElseThrow().text).isEqualTo("Ring once");
    assertThat(notes.query().count()).isEqualTo(1);
  }
}
