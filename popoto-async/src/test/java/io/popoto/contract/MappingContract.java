package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Ref;
import io.popoto.annotation.AutoKeyField;
import io.popoto.annotation.Field;
import io.popoto.annotation.Index;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.Relationship;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.UniqueField;
import io.popoto.exception.MappingException;
import java.awt.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Classes that cannot be models are refused when they are first used. */
abstract class MappingContract extends Contract {
  MappingContract(Api api) {
    super(api);
  }

  @Model(orderBy = "nope")
  static class UnknownOrder {
    @KeyField String name;
  }

  @Model(ttlSeconds = -1)
  static class NegativeTtl {
    @KeyField String name;
  }

  @Model(ttlSeconds = 0)
  static class ZeroTtl {
    @KeyField String name;
  }

  @Model(indexes = @Index(fields = {"name", "nope"}))
  static class UnknownIndexField {
    @KeyField String name;
  }

  @Model(indexes = @Index(fields = {}))
  static class EmptyIndex {
    @KeyField String name;
  }

  @Model(indexes = @Index(fields = {"name", "name"}))
  static class DoubledIndexField {
    @KeyField String name;
  }

  @Model
  static class ReservedName {
    @KeyField String name;
    int limit;
  }

  @Model
  static class LookupName {
    @KeyField String name;
    int price__gte;
  }

  @Model
  static class ListKey {
    @KeyField List<String> names;
  }

  @Model
  static class NumericAutoKey {
    @AutoKeyField long id;
  }

  @Model
  static class NullableAutoKey {
    @AutoKeyField
    @Field(nullable = true)
    String id;
  }

  @Model
  static class UnknownPartition {
    @KeyField String name;

    @SortedField(partitionBy = "nope")
    int rank;
  }

  @Model
  static class TwoMeanings {
    @KeyField @UniqueField String name;
  }

  @Model
  static class Unordered {
    @KeyField String name;
    @SortedField Point place;
  }

  @Model
  static class NoConstructor {
    @KeyField String name;

    NoConstructor(String name) {
      this.name = name;
    }
  }

  @Model
  static class FinalField {
    @KeyField final String name = "x";
  }

  @Model
  @SuppressWarnings("ClassCanBeStatic")
  class Inner {
    @KeyField String name;
  }

  @Model(name = "a/b")
  static class BadName {
    @KeyField String name;
  }

  static class NoModel {
    @KeyField String name;
  }

  @Model
  static class ReferenceToNoModel {
    @KeyField String name;
    @Relationship Ref<NoModel> other;
  }

  @Model(name = "Item")
  static class SameNameAsItem {
    @KeyField String name;
  }

  @Model(orderBy = "nope", ttlSeconds = -1)
  static class ManyFaults {
    @KeyField List<String> names;
    int limit;
  }

  @Test
  void eachFaultIsRefused() {
    refused(UnknownOrder.class, "nope");
    refused(NegativeTtl.class, "ttlSeconds");
    refused(ZeroTtl.class, "ttlSeconds");
    refused(UnknownIndexField.class, "nope");
    refused(EmptyIndex.class, "index");
    refused(DoubledIndexField.class, "index");
    refused(ReservedName.class, "limit");
    refused(LookupName.class, "price__gte");
    refused(ListKey.class, "names");
    refused(NumericAutoKey.class, "id");
    refused(NullableAutoKey.class, "id");
    refused(UnknownPartition.class, "nope");
    refused(TwoMeanings.class, "name");
    refused(Unordered.class, "place");
    refused(NoConstructor.class, "constructor");
    refused(FinalField.class, "name");
    refused(Inner.class, "static");
    refused(BadName.class, "a/b");
    refused(NoModel.class, "@Model");
    refused(ReferenceToNoModel.class, "other");
  }

  @Test
  void allFaultsOfAClassAreToldAtOnce() {
    assertThatThrownBy(() -> repository(ManyFaults.class))
        .isExactlyInstanceOf(MappingException.class)
        .hasMessageContainingAll("nope", "ttlSeconds", "names", "limit");
  }

  @Test
  void twoClassesCannotShareAName() {
    repository(Item.class);

    refused(SameNameAsItem.class, "Item");
  }

  private void refused(Class<?> type, String message) {
    assertThatThrownBy(() -> repository(type))
        .as(type.getSimpleName())
        .isExactlyInstanceOf(MappingException.class)
        .hasMessageContaining(message);
  }
}
