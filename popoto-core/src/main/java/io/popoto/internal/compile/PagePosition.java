package io.popoto.internal.compile;

import io.popoto.exception.QueryException;
import io.popoto.internal.codec.Text;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in an order, behind which a page begins: the order's values of a record and its id.
 *
 * @param values a value for each term of the order
 * @param id the id
 */
public record PagePosition(List<Value> values, byte[] id) {
  private static final int DIGEST_LENGTH = 12;

  /** A value of one term. */
  sealed interface Value {
    /** No value, or none needed beside the id. */
    record None(boolean isNull) implements Value {}

    /**
     * A place in an index. The token is what members carry beside the score; of a computed order,
     * what is stored in the field.
     */
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

  /** Returns it as opaque text, tied to a query by the digest that stands for it. */
  String toCursor(byte[] query) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(query);
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
  static PagePosition ofCursor(String cursor, byte[] query, List<OrderTerm> order) {
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(Base64.getUrlDecoder().decode(cursor)))) {
      if (!Arrays.equals(in.readNBytes(query.length), query)) {
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
      PagePosition position = new PagePosition(values, read(in));
      var unused = position.place(order); // which reads all values
      return position;
    } catch (IOException | RuntimeException e) {
      if (e instanceof QueryException known) {
        throw known;
      }
      throw new QueryException("after: \"" + cursor + "\" is no cursor.", e);
    }
  }

  /** Returns the digest of a text and operands. */
  static byte[] digest(String text, List<byte[]> operands) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : operands) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
        digest.update(part);
      }
      return Arrays.copyOf(digest.digest(Text.bytes(text)), DIGEST_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] read(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("wrong length");
    }
    return in.readNBytes(length);
  }

  /** Returns the position of a member of an index, as a script tells it; of a null, of its id. */
  static PagePosition ofMember(OrderTerm term, @Nullable String score, byte[] member) {
    if (score == null) {
      return new PagePosition(List.of(new Value.None(true)), member);
    }
    if (term instanceof OrderTerm.BySorted sorted) {
      byte[] token = {};
      byte[] id = member;
      if (sorted.index().hasTokens()) {
        int split = 0;
        while (split < member.length && member[split] != 0) {
          split++;
        }
        // Without a token, it was written when the index had none.
        if (split < member.length) {
          token = Arrays.copyOf(member, split);
          id = Arrays.copyOfRange(member, split + 1, member.length);
        }
      }
      return new PagePosition(List.of(new Value.InIndex(Double.parseDouble(score), token)), id);
    }
    return new PagePosition(List.of(new Value.None(false)), member);
  }

  /** Returns where this is among records that are ordered here. */
  Place place(List<OrderTerm> order) {
    @Nullable Comparable<?>[] keys = new Comparable<?>[order.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = order.get(i).sortKey(values.get(i), id);
    }
    return new Place(keys, new OrderTerm.Bytes(id));
  }

  static PagePosition ofRow(List<OrderTerm> order, StoredRow row) {
    return new PagePosition(
        order.stream().map(term -> term.position(row)).toList(), Text.bytes(row.id()));
  }
}
