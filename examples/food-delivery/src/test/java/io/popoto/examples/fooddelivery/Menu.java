package io.popoto.examples.fooddelivery;

import io.popoto.annotation.Field;
import io.popoto.annotation.Index;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.Version;
import java.math.BigDecimal;

// tag::model[]
@Model(
    indexes =
        @Index(
            fields = {"restaurant", "title"},
            unique = true))
public class Menu {
  @KeyField String code;
  String restaurant;

  @Field(maxLength = 40)
  String title;

  @SortedField(partitionBy = "restaurant")
  BigDecimal price;

  @Version long version;

  // end::model[]

  Menu() {}

  Menu(String code, String restaurant, String title, String price) {
    this.code = code;
    this.restaurant = restaurant;
    this.title = title;
    this.price = new BigDecimal(price);
  }
  // tag::model[]
}
// end::model[]
