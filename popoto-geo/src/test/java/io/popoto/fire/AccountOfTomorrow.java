package io.popoto.fire;

import io.popoto.annotation.Field;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.UniqueField;
import java.math.BigDecimal;

/** Another version of {@link Account}: some indexes are gone, others are new. */
@Model(name = "Account")
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
}
