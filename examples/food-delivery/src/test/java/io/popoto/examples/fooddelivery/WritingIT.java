package io.popoto.examples.fooddelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.ChangeEvent;
import io.popoto.Condition;
import io.popoto.Created;
import io.popoto.Key;
import io.popoto.Listening;
import io.popoto.Ref;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.Update;
import io.popoto.exception.BulkException;
import io.popoto.exception.ConflictException;
import io.popoto.exception.StaleObjectException;
import io.popoto.exception.UnavailableException;
import io.popoto.exception.UniqueConstraintException;
import io.popoto.exception.ValidationException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class WritingIT extends DocsIT {
  @Test
  void createsAndSaves() {
    // tag::create[]
    Order order = orders.create(new Order(jane, siam, 42.0));
    String id = order.orderId; // generated at the call
    Instant since = order.createdAt; // set once it is stored

    order.status = "paid";
    orders.save(order);
    // end::create[]
    assertThat(id).hasSize(32);
    assertThat(orders.load(id).orElseThrow().status).isEqualTo("paid");
    assertThat(order.createdAt).isEqualTo(since);
    assertThat(order.updatedAt).isAfterOrEqualTo(since);
    assertThatThrownBy(() -> orders.create(order)).isInstanceOf(ConflictException.class);
  }

  @Test
  void validatesFirst() {
    // tag::validation[]
    Restaurant nameless = new Restaurant(null, "Thai", 4.7, HOME);
    assertThatThrownBy(() -> restaurants.create(nameless)).isInstanceOf(ValidationException.class);
    // end::validation[]
  }

  @Test
  void savesSomeFields() {
    restaurants.create(siam);
    Order order = orders.create(new Order(jane, siam, 42.0));
    Instant updated = order.updatedAt;
    // tag::options[]
    siam.rating = 4.9;
    restaurants.save(siam, SaveOptions.only("rating"));

    order.status = "archived";
    orders.save(order, SaveOptions.keepTtl().skipAutoNow());
    // end::options[]
    assertThat(restaurants.load("Siam Garden").orElseThrow().rating).isEqualTo(4.9);
    assertThat(orders.load(order.orderId).orElseThrow().updatedAt).isEqualTo(updated);
  }

  @Test
  void claims() {
    Order order = orders.create(new Order(jane, siam, 42.0));
    Driver maria = drivers.create(new Driver("Maria", "555-0101", 4.9, HOME));
    // tag::only-if[]
    maria.active = false;
    drivers.save(maria, SaveOptions.only("active").onlyIf(Condition.of("active", true)));
    order.driver = Ref.of(maria);
    orders.save(order);
    // end::only-if[]
    assertThatThrownBy(() -> drivers.save(maria, SaveOptions.onlyIf(Condition.of("active", true))))
        .isInstanceOf(ConflictException.class);
  }

  @Test
  void keepsValuesUnique() {
    // tag::unique[]
    Customer other = new Customer("jane2", "jane@example.com", "Jane", HOME);
    UniqueConstraintException taken = null;
    try {
      customers.create(other);
    } catch (UniqueConstraintException e) {
      taken = e; // model "Customer", field "email", value "jane@example.com"
    }
    Optional<Customer> owner = customers.loadBy("email", "jane@example.com");
    // end::unique[]
    assertThat(taken).isNotNull();
    assertThat(taken.model()).isEqualTo("Customer");
    assertThat(taken.field()).isEqualTo("email");
    assertThat(taken.value()).isEqualTo("jane@example.com");
    assertThat(owner.orElseThrow().username).isEqualTo("foodie42");

    Repository<Menu> menus = popoto.repository(Menu.class);
    menus.create(new Menu("s1", "Siam Garden", "Lunch", "12.50"));
    menus.create(new Menu("t1", "Tokyo Bowl", "Lunch", "12.50"));
    assertThatThrownBy(() -> menus.create(new Menu("s2", "Siam Garden", "Lunch", "9.00")))
        .isInstanceOf(UniqueConstraintException.class);
  }

  @Test
  void expires() {
    Order order = orders.create(new Order(jane, siam, 42.0));
    // tag::ttl[]
    orders.save(order, SaveOptions.ttl(Duration.ofHours(1)));
    orders.save(order, SaveOptions.expireAt(Instant.now().plusSeconds(60)));
    orders.save(order, SaveOptions.keepTtl());
    orders.save(order, SaveOptions.persist());
    // end::ttl[]
    assertThat(orders.exists(order.orderId)).isTrue();
    assertThatThrownBy(() -> SaveOptions.keepTtl().persist())
        .isInstanceOf(ValidationException.class);
  }

  @Test
  void refusesStaleCopies() {
    Repository<Menu> menus = popoto.repository(Menu.class);
    menus.create(new Menu("s1", "Siam Garden", "Lunch", "12.50"));
    // tag::version[]
    Menu mine = menus.load("s1").orElseThrow();
    Menu yours = menus.load("s1").orElseThrow();
    menus.save(mine);
    assertThatThrownBy(() -> menus.save(yours)).isInstanceOf(StaleObjectException.class);
    // end::version[]
    assertThat(menus.load("s1").orElseThrow().version).isEqualTo(2);
  }

  @Test
  void deletesOnce() {
    restaurants.create(siam);
    // tag::delete[]
    boolean deleted = restaurants.delete(siam);
    boolean again = restaurants.delete(restaurants.key("Siam Garden"));
    // end::delete[]
    assertThat(deleted).isTrue();
    assertThat(again).isFalse();
    assertThat(restaurants.query().filter("location__isnull", false).count()).isZero();
  }

  @Test
  void changesWithoutLoading() {
    restaurants.create(siam);
    Order order = orders.create(new Order(jane, siam, 42.0));
    // tag::update[]
    orders.update(orders.key(order), Update.set("status", "void").setNull("driver"));
    Number total = orders.increment(orders.key(order), "total", -2.5);
    // end::update[]
    assertThat(total).isEqualTo(39.5);
    assertThat(orders.load(order.orderId).orElseThrow().status).isEqualTo("void");
    assertThatThrownBy(() -> orders.increment(orders.key("none"), "total", 1))
        .isInstanceOf(ConflictException.class);
  }

  @Test
  void createsIfAbsent() {
    // tag::or-create[]
    Created<Restaurant> first = restaurants.getOrCreate(siam);
    Restaurant there = restaurants.getOrCreate(siam).entity();

    Created<Restaurant> replaced = restaurants.updateOrCreate(siam);
    // end::or-create[]
    assertThat(first.created()).isTrue();
    assertThat(there.cuisine).isEqualTo("Thai");
    assertThat(replaced.created()).isFalse();
  }

  @Test
  void moves() {
    restaurants.create(siam);
    // tag::move[]
    Key<Restaurant> oldKey = restaurants.key("Siam Garden");
    siam.name = "Siam Terrace";
    restaurants.migrateKey(siam, oldKey);
    // end::move[]
    assertThat(restaurants.query().keys()).containsExactly(restaurants.key("Siam Terrace"));
  }

  @Test
  void writesInBulk() {
    List<Order> list =
        List.of(new Order(jane, siam, 0.5), new Order(jane, siam, 12), new Order(jane, siam, 30));
    // tag::bulk[]
    List<Order> created = orders.bulkCreate(list);
    long changed =
        orders.bulkUpdate(orders.query().filter("total__lt", 1.0), Update.set("status", "void"));
    long deleted = orders.bulkDelete(orders.query().filter("status", "void"));
    // end::bulk[]
    assertThat(created).hasSize(3);
    assertThat(changed).isEqualTo(1);
    assertThat(deleted).isEqualTo(1);
    assertThat(orders.deleteAll()).isEqualTo(2);
  }

  @Test
  void tellsWhatABulkWriteDid() {
    restaurants.create(siam);
    List<Restaurant> list = List.of(new Restaurant("Curry Leaf", "Indian", 4.6, HOME), siam);
    // tag::bulk-failure[]
    List<BulkException.Item> refused = List.of();
    try {
      restaurants.bulkCreate(list);
    } catch (BulkException e) {
      refused = e.notDone(); // done() and unknown() are the others
    }
    // end::bulk-failure[]
    assertThat(refused)
        .extracting(BulkException.Item::key)
        .containsExactly("Restaurant:Siam Garden");
    assertThat(restaurants.exists("Curry Leaf")).isTrue();
  }

  @Test
  void keepsAlive() {
    Order order = orders.create(new Order(jane, siam, 42.0));
    // tag::touch[]
    boolean there = orders.touch(orders.key(order), Duration.ofHours(1));
    // end::touch[]
    assertThat(there).isTrue();
    assertThat(orders.touch(orders.key("none"), Duration.ofHours(1))).isFalse();
  }

  @Test
  void sweeps() {
    // tag::sweep[]
    long swept = orders.sweepExpired();
    // end::sweep[]
    assertThat(swept).isZero();
  }

  @Test
  void tellsOfChanges() throws InterruptedException {
    Repository<Shift> shifts = popoto.repository(Shift.class);
    BlockingQueue<ChangeEvent<Shift>> seen = new LinkedBlockingQueue<>();
    // tag::events[]
    Listening listening = shifts.listen(event -> seen.add(event));
    Shift shift = shifts.create(new Shift("maria"));
    shift.state = "closed";
    shifts.save(shift);
    ChangeEvent<Shift> created = seen.take(); // CREATED, Shift:maria
    ChangeEvent<Shift> changed = seen.take(); // CHANGED, Shift:maria, state
    listening.close();
    // end::events[]
    assertThat(created.type()).isEqualTo(ChangeEvent.Type.CREATED);
    assertThat(changed.fields()).containsExactly("state");
  }

  @Test
  void findsOutWhatWasDone() {
    // tag::unknown[]
    Order order = new Order(jane, siam, 42.0);
    try {
      orders.create(order);
    } catch (UnavailableException e) {
      if (!e.outcomeUnknown() || !orders.exists(orders.key(order))) {
        orders.create(order);
      }
    }
    // end::unknown[]
    assertThat(orders.exists(orders.key(order))).isTrue();
  }
}
