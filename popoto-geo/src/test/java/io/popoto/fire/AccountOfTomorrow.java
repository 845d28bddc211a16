package io.popoto.fire;

import io.popoto.annotation.Field;
import io.popoto.annotation.Index;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.UniqueField;
import java.math.BigDecimal;

/**
 * Another version of {@link Account}: some indexes are gone, others are new. It knows the same
 * unique values: what it did not know it could not keep.
 */
@Model(
    name = "Account",
    indexes =
        @Index(
            fields = {"area", "seat"},
            unique = true))
class AccountOfTomorrow {
  @KeyField String name;
  @UniqueField String email;

  @SortedField
  @Field(nullable = true)
  String status;

  int rank;
  @SortedField long points;

  @IndexedField
  @Field(nullable = true)
  BigDecimal balance;

  @IndexedField String title;
  @IndexedField String note;
  String area;
  Integer seat;
}
