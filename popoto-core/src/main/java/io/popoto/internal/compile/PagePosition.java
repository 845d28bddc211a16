package io.popoto.internal.compile;

import io.popoto.exception.QueryException;
import io.popoto.internal.codec.Text;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A place in an order, behind which a page begins: the order's values of a record and its id.
 *
 * @param values a value for each term of the order
 * @param id the id
 */
public record PagePosition(List<Value> values, byte[] id) {
  /** A value of one term. */
  sealed interface Value {
    /** No value, or none needed beside the id. */
    record None(boolean isNull) implements Value {}

    /** A place in a sorted index; the token is empty unless its members carry one. */
    record InIndex(double score, byte[] token) implements Value {}

    /** What is stored. */
    record Stored(byte[] text) implements Value {}
  }

  void write(Json json, Operands operands) {
    json.name("after").open('{').name("id").number(operands.add(id)).name("values").open('[');
    for (Value value : values) {
      json.open('{');
      if (value instanceof Value.InIndex place) {
        json.name("score").text(Double.toString(place.score()));
        json.name("token").number(operands.add(place.token()));
      } else if (value instanceof Value.Stored stored) {
        json.name("text").number(operands.add(stored.text()));
      } else if (value instanceof Value.None none && none.isNull()) {
        json.name("null").truth(true);
      }
      json.close('}');
    }
    json.close(']').close('}');
  }

  /** Returns it as opaque text, tied to a query by a text that stands for it. */
  String toCursor(String query) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(query.hashCode());
      out.writeByte(values.size());
      for (Value value : values) {
        if (value instanceof Value.InIndex place) {
          out.writeByte(1);
          out.writeDouble(place.score());
          write(out, place.token());
        } else if (value instanceof Value.Stored stored) {
          out.writeByte(2);
          write(out, stored.text());
        } else if (value instanceof Value.None none) {
          out.writeByte(none.isNull() ? 3 : 0);
        }
      }
      write(out, id);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  private static void write(DataOutputStream out, byte[] text) throws IOException {
    out.writeInt(text.length);
    out.write(text);
  }

  /**
   * Returns the position that a cursor stands for.
   *
   * @throws QueryException if it is no cursor, or one of another query
   */
  static PagePosition ofCursor(String cursor, String query) {
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(Base64.getUrlDecoder().decode(cursor)))) {
      if (in.readInt() != query.hashCode()) {
        throw new QueryException("after: this cursor belongs to another filter or order.");
      }
      List<Value> values = new ArrayList<>();
      for (int left = in.readByte(); left > 0; left--) {
        values.add(
            switch (in.readByte()) {
              case 0 -> new Value.None(false);
              case 1 -> new Value.InIndex(in.readDouble(), read(in));
              case 2 -> new Value.Stored(read(in));
              case 3 -> new Value.None(true);
              default -> throw new IOException("unknown value");
            });
      }
      return new PagePosition(values, read(in));
    } catch (IOException | IllegalArgumentException e) {
      throw new QueryException("after: \"" + cursor + "\" is no cursor.", e);
    }
  }

  private static byte[] read(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("wrong length");
    }
    return in.readNBytes(length);
  }

  /** Returns the position of a member of an index, as a script tells it. */
  static PagePosition ofMember(OrderTerm term, String score, byte[] member) {
    if (term instanceof OrderTerm.BySorted sorted) {
      byte[] token = {};
      byte[] id = member;
      if (sorted.index().hasTokens()) {
        int split = 0;
        while (member[split] != 0) {
          split++;
        }
        token = java.util.Arrays.copyOf(member, split);
        id = java.util.Arrays.copyOfRange(member, split + 1, member.length);
      }
      return new PagePosition(List.of(new Value.InIndex(Double.parseDouble(score), token)), id);
    }
    return new PagePosition(List.of(new Value.None(false)), member);
  }

  static PagePosition ofRow(List<OrderTerm> order, StoredRow row) {
    return new PagePosition(
        order.stream().map(term -> term.position(row)).toList(), Text.bytes(row.id()));
  }
}
