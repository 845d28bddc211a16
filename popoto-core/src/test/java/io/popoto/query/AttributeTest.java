package io.popoto.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Condition;
import io.popoto.Key;
import io.popoto.Ref;
import io.popoto.Row;
import io.popoto.SaveOptions;
import io.popoto.Update;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttributeTest {
  private static final class Order {}

  private static final class Customer {}

  private final ComparableAttribute<Order, Double> total = new ComparableAttribute<>("total");
  private final TextAttribute<Order> status = new TextAttribute<>("status");
  private final ReferenceAttribute<Order, Customer> customer = new ReferenceAttribute<>("customer");
  private final TagsAttribute<Order, Set<String>> tags = new TagsAttribute<>("tags");
  private final TextAttribute<Customer> name = new TextAttribute<>("name");
  private final Key<Customer> jane = new Key<>(Customer.class, "Customer", "jane");

  @Test
  void comparisonsAreTheLookupsOfTheTextForm() {
    assertThat(total.gt(1.0)).isEqualTo(Condition.of("total__gt", 1.0));
    assertThat(total.gte(1.0)).isEqualTo(Condition.of("total__gte", 1.0));
    assertThat(total.lt(1.0)).isEqualTo(Condition.of("total__lt", 1.0));
    assertThat(total.lte(1.0)).isEqualTo(Condition.of("total__lte", 1.0));
    assertThat(total.between(1.0, 2.0))
        .isEqualTo(Condition.of("total__between", List.of(1.0, 2.0)));
  }

  @Test
  void equalityIsTheLookupOfTheTextForm() {
    assertThat(status.eq("new")).isEqualTo(Condition.of("status", "new"));
    assertThat(status.ne("new")).isEqualTo(Condition.of("status", "new").not());
    assertThat(status.in("new", "old"))
        .isEqualTo(Condition.of("status__in", List.of("new", "old")));
    assertThat(status.in(Set.of("new"))).isEqualTo(Condition.of("status__in", List.of("new")));
    assertThat(status.isNull()).isEqualTo(Condition.of("status__isnull", true));
    assertThat(status.isNotNull()).isEqualTo(Condition.of("status__isnull", false));
  }

  @Test
  void nullsReachTheCheckOfTheQueryInsteadOfBeingLost() {
    assertThat(status.eq(null)).isEqualTo(Condition.of("status", null));
    assertThat(status.in("new", null))
        .isEqualTo(Condition.of("status__in", Arrays.asList("new", null)));
    assertThat(total.between(1.0, null))
        .isEqualTo(Condition.of("total__between", Arrays.asList(1.0, null)));
  }

  @Test
  void textsAreSearchedByTheirParts() {
    assertThat(status.startsWith("n")).isEqualTo(Condition.of("status__startswith", "n"));
    assertThat(status.endsWith("w")).isEqualTo(Condition.of("status__endswith", "w"));
    assertThat(status.contains("e")).isEqualTo(Condition.of("status__contains", "e"));
    ComparableTextAttribute<Order> code = new ComparableTextAttribute<>("code");
    assertThat(code.startsWith("n")).isEqualTo(Condition.of("code__startswith", "n"));
    assertThat(code.endsWith("w")).isEqualTo(Condition.of("code__endswith", "w"));
    assertThat(code.contains("e")).isEqualTo(Condition.of("code__contains", "e"));
  }

  @Test
  void tagsAreSearchedByTheirElements() {
    assertThat(tags.contains("a")).isEqualTo(Condition.of("tags__contains", "a"));
    assertThat(tags.any("a", "b")).isEqualTo(Condition.of("tags__any", List.of("a", "b")));
    assertThat(tags.all(List.of("a"))).isEqualTo(Condition.of("tags__all", List.of("a")));
  }

  @Test
  void referencesAreComparedByEntityReferenceOrKey() {
    Customer entity = new Customer();
    Ref<Customer> reference = Ref.to(jane, null);
    assertThat(customer.eq(entity)).isEqualTo(Condition.of("customer", entity));
    assertThat(customer.eq(reference)).isEqualTo(Condition.of("customer", reference));
    assertThat(customer.eq(jane)).isEqualTo(Condition.of("customer", jane));
    assertThat(customer.ne(jane)).isEqualTo(Condition.of("customer", jane).not());
    assertThat(customer.eq(Ref.empty())).isEqualTo(customer.isNull());
    assertThat(customer.in(entity)).isEqualTo(Condition.of("customer__in", List.of(entity)));
    assertThat(customer.in(List.of(reference, jane)))
        .isEqualTo(Condition.of("customer__in", List.of(reference, jane)));
  }

  @Test
  void fieldsOfTheOtherModelKeepTheirKind() {
    assertThat(customer.of(name).startsWith("J"))
        .isEqualTo(Condition.of("customer__name__startswith", "J"));
    assertThat(customer.of(new ComparableAttribute<Customer, Integer>("age")).gte(18))
        .isEqualTo(Condition.of("customer__age__gte", 18));
    assertThat(customer.of(new ScalarAttribute<Customer, Boolean>("active")).eq(true))
        .isEqualTo(Condition.of("customer__active", true));
    assertThat(customer.of(new Attribute<Customer, Object>("place")).isNull())
        .isEqualTo(Condition.of("customer__place__isnull", true));
  }

  @Test
  void ordersAreThoseOfTheTextForm() {
    assertThat(total.asc()).isEqualTo(Ordering.by("total"));
    assertThat(total.desc()).isEqualTo(Ordering.by("-total"));
    assertThat(customer.desc()).isEqualTo(Ordering.by("-customer"));
  }

  @Test
  void rowsAndSavesTakeAttributes() {
    Double value = new Row(Map.of("total", 2.5)).get(total);
    assertThat(value).isEqualTo(2.5);
    assertThat(SaveOptions.only(total, status).fields()).contains(Set.of("total", "status"));
  }

  @Test
  void updatesTakeAttributes() {
    Update.Chain typed = Update.set(total, 2.5).setNull(status).add(total, 1.0);
    Update.Chain named = Update.set("total", 2.5).setNull("status").add("total", 1.0);
    assertThat(typed.changes()).isEqualTo(named.changes());
  }

  @Test
  void attributesOfOneKindAndNameAreEqual() {
    assertThat(new TextAttribute<Order>("name")).isEqualTo(name).hasSameHashCodeAs(name);
    assertThat(new ScalarAttribute<Order, String>("name")).isNotEqualTo(name).hasToString("name");
  }
}
