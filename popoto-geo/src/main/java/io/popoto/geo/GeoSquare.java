package io.popoto.geo;

import java.util.List;

/**
 * A square of cells of the geohash grid whose numbers follow one another: its side is a power of
 * two, and its row and column are multiples of it.
 *
 * @param row the southernmost row
 * @param column the westernmost column
 * @param side the number of cells on each side
 */
record GeoSquare(long row, long column, long side) {

  /** The whole grid. */
  static final GeoSquare GRID = new GeoSquare(0, 0, Geohash.SIDE);

  /** Returns the quarters of this square, which must have more than one cell, by their scores. */
  List<GeoSquare> quarters() {
    long half = side / 2;
    return List.of(
        new GeoSquare(row, column, half),
        new GeoSquare(row + half, column, half),
        new GeoSquare(row, column + half, half),
        new GeoSquare(row + half, column + half, half));
  }

  /** Returns the scores of the cells of this square. */
  GeoRange scores() {
    double first = (double) Geohash.number(row, column);
    return new GeoRange(first, first + (double) (side * side));
  }
}
