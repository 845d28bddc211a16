package io.popoto.contract;

import io.popoto.Ref;
import io.popoto.annotation.Field;
import io.popoto.annotation.Index;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.Relationship;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.SortedKeyField;
import io.popoto.annotation.UniqueField;
import java.math.BigDecimal;
import java.util.Set;

/** An index of every kind. */
@Model(
    indexes = {
      @Index(fields = {"owner", "label"}),
      @Index(
          fields = {"serial", "maker"},
          unique = true)
    })
class Asset {
  @KeyField String site;
  @SortedKeyField int number;
  @IndexedField String owner;
  @IndexedField Set<String> tags;
  String label;
  @UniqueField String barcode;
  String serial;
  String maker;

  @Relationship(nullable = true)
  Ref<Item> item;

  @SortedField double weight;
  @SortedField long cents;

  @SortedField
  @Field(nullable = true)
  BigDecimal worth;

  @SortedField(partitionBy = "site")
  @Field(nullable = true)
  Integer rank;

  Asset() {}

  Asset(String site, int number) {
    this.site = site;
    this.number = number;
  }

  /** Returns one with a value in every field. */
  static Asset full(int number) {
    Asset asset = new Asset("site", number);
    asset.owner = "owner" + number % 2;
    asset.tags = Set.of("tag" + number % 2);
    asset.label = "label";
    asset.barcode = "code" + number;
    asset.serial = "serial" + number;
    asset.maker = "maker";
    asset.item = Ref.of(new Item("item", 1));
    asset.weight = number + 0.5;
    asset.cents = (1L << 53) + number;
    asset.worth = new BigDecimal(number + ".10");
    asset.rank = number;
    return asset;
  }
}
