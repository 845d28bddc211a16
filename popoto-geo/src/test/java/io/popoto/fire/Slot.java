package io.popoto.fire;

import io.popoto.annotation.Index;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.UniqueField;
import io.popoto.fire.oracle.Shape;
import io.popoto.fire.oracle.ValueType;
import io.popoto.geo.GeoField;
import io.popoto.geo.GeoPoint;
import java.util.List;

/**
 * A record whose history is checked. All its fields follow from one number, which no two writes
 * share, so half a write shows in any read.
 */
@Model(
    indexes =
        @Index(
            fields = {"aisle", "shelf"},
            unique = true))
class Slot {
  static final Shape SHAPE =
      Shape.of("Slot", "name")
          .token("value", ValueType.NUMBER)
          .unique("mark")
          .equal("colour")
          .elements("tags")
          .exact("rank", ValueType.NUMBER)
          .exact("height", ValueType.NUMBER, "colour")
          .geo("place")
          .unique("aisle", "shelf")
          .nullable("colour", "tags");

  static final int COLOURS = 3;

  @KeyField String name;
  @SortedField long value;
  @UniqueField String mark;
  @IndexedField String colour;
  @IndexedField List<String> tags;
  @SortedField int rank;

  @SortedField(partitionBy = "colour")
  int height;

  @GeoField GeoPoint place;
  String aisle;
  String shelf;
  String note;

  Slot() {}

  Slot(String name, long value) {
    this.name = name;
    set(value);
  }

  final Slot set(long newValue) {
    value = newValue;
    mark = "m" + newValue;
    colour = colour(newValue);
    tags = List.of("t" + newValue % 5, "u" + newValue % 7);
    rank = (int) (newValue % 100);
    height = (int) (newValue % 10);
    place = GeoPoint.of((double) (newValue % 80), (double) (newValue % 170));
    aisle = "a" + newValue % 4;
    shelf = "s" + newValue;
    note = "note of " + newValue;
    return this;
  }

  static String colour(long value) {
    return "c" + value % COLOURS;
  }

  /** Returns whether all fields are of one write. */
  boolean isWhole() {
    Slot other = new Slot(name, value);
    return mark.equals(other.mark)
        && colour.equals(other.colour)
        && tags.equals(other.tags)
        && rank == other.rank
        && height == other.height
        && place.equals(other.place)
        && aisle.equals(other.aisle)
        && shelf.equals(other.shelf)
        && note.equals(other.note);
  }

  @Override
  public String toString() {
    return String.join(
        " ",
        name,
        String.valueOf(value),
        mark,
        colour,
        String.valueOf(tags),
        String.valueOf(rank),
        String.valueOf(height),
        aisle,
        shelf,
        note);
  }
}
