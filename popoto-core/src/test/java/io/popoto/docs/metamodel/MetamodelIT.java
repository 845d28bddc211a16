package io.popoto.docs.metamodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Condition;
import io.popoto.Popoto;
import io.popoto.Ref;
import io.popoto.Repository;
import io.popoto.Row;
import io.popoto.SaveOptions;
import io.popoto.Update;
import io.popoto.testing.RedisServers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The generated classes in use, as the documentation shows them. */
class MetamodelIT {
  private final Popoto popoto =
      Popoto.builder().uri(RedisServers.uri()).namespace("metamodel-" + UUID.randomUUID()).build();
  private final Repository<Order> orders = popoto.repository(Order.class);
  private final Customer jane = new Customer("jane", "Jane");
  private final Order small = new Order(Ref.of(jane), 20, "pending");
  private final Order middle = new Order(Ref.of(jane), 50, "assigned");
  private final Order large = new Order(Ref.of(new Customer("joe", "Joe")), 90, "done");

  @BeforeEach
  void storeSomeOrders() {
    List.of(small, middle, large).forEach(orders::create);
  }

  @AfterEach
  void deleteThem() {
    orders.deleteAll();
    popoto.close();
  }

  @Test
  void attributesSelectAndOrder() {
    // tag::query[]
    List<Order> open =
        orders
            .query()
            .filter(Order_.total.gte(20.0), Order_.status.in("pending", "assigned"))
            .orderBy(Order_.total.desc())
            .all();
    // end::query[]
    assertThat(open).extracting(order -> order.total).containsExactly(50.0, 20.0);
  }

  @Test
  void conditionsOfBothFormsAreTheSame() {
    // tag::conditions[]
    Condition typed = Order_.total.gt(50.0).or(Order_.note.isNull().and(Order_.status.ne("done")));
    Condition named =
        Condition.of("total__gt", 50.0)
            .or(Condition.of("note__isnull", true).and(Condition.of("status", "done").not()));
    // end::conditions[]
    assertThat(typed).isEqualTo(named);
    assertThat(orders.query().filter(typed).count()).isEqualTo(3);
  }

  @Test
  void referencesAreComparedByEntityReferenceOrKey() {
    // tag::references[]
    long ofJane = orders.query().filter(Order_.customer.eq(jane)).count();
    Condition named = Order_.customer.of(Customer_.name).eq("Jane"); // customer__name
    // end::references[]
    assertThat(ofJane).isEqualTo(2);
    assertThat(named).isEqualTo(Condition.of("customer__name", "Jane"));
    assertThat(orders.query().filter(Order_.customer.ne(Ref.of(jane))).count()).isEqualTo(1);
  }

  @Test
  void rowsAreTyped() {
    // tag::rows[]
    double sum = 0;
    for (Row row : orders.query().values(Order_.total, Order_.status).all()) {
      Double total = row.get(Order_.total);
      sum += total;
    }
    // end::rows[]
    assertThat(sum).isEqualTo(160);
  }

  @Test
  void savesAndUpdatesNameFieldsThisWayToo() {
    small.total = 30;
    small.status = "lost";
    // tag::writes[]
    orders.save(small, SaveOptions.only(Order_.total).onlyIf(Order_.status.eq("pending")));
    orders.bulkUpdate(
        orders.query().filter(Order_.total.lt(60.0)),
        Update.set(Order_.status, "void").setNull(Order_.note));
    // end::writes[]
    assertThat(orders.query().filter(Order_.status.eq("void")).count()).isEqualTo(2);
    assertThat(orders.query().filter(Order_.total.between(25.0, 35.0)).count()).isEqualTo(1);
  }
}
