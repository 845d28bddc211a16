package io.popoto;

import io.popoto.exception.ValidationException;
import io.popoto.internal.Given;
import io.popoto.query.Attribute;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a save differs from a plain one. Each option starts a chain and continues one: {@code
 * SaveOptions.only("rating").skipAutoNow()}. Immutable.
 */
public sealed interface SaveOptions permits SaveOptions.Chain {

  /** Returns options without any difference. */
  static Chain none() {
    return Chain.NONE;
  }

  /** See {@link Chain#only()}. */
  static Chain only() {
    return Chain.NONE.only();
  }

  /** See {@link Chain#only(String...)}. */
  static Chain only(String... fields) {
    return Chain.NONE.only(fields);
  }

  /** See {@link Chain#only(Attribute...)}. */
  static Chain only(Attribute<?, ?>... fields) {
    return Chain.NONE.only(fields);
  }

  /** See {@link Chain#only(Collection)}. */
  static Chain only(Collection<String> fields) {
    return Chain.NONE.only(fields);
  }

  /** See {@link Chain#onlyIf(Condition)}. */
  static Chain onlyIf(Condition condition) {
    return Chain.NONE.onlyIf(condition);
  }

  /** See {@link Chain#skipAutoNow()}. */
  static Chain skipAutoNow() {
    return Chain.NONE.skipAutoNow();
  }

  /** See {@link Chain#ttl(Duration)}. */
  static Chain ttl(Duration ttl) {
    return Chain.NONE.ttl(ttl);
  }

  /** See {@link Chain#expireAt(Instant)}. */
  static Chain expireAt(Instant moment) {
    return Chain.NONE.expireAt(moment);
  }

  /** See {@link Chain#keepTtl()}. */
  static Chain keepTtl() {
    return Chain.NONE.keepTtl();
  }

  /** See {@link Chain#persist()}. */
  static Chain persist() {
    return Chain.NONE.persist();
  }

  /** What happens to a record's time to live. */
  sealed interface Expiry {
    /** The model's own. */
    record OfModel() implements Expiry {}

    /**
     * A time from now.
     *
     * @param ttl at least a millisecond
     */
    record After(Duration ttl) implements Expiry {}

    /**
     * A moment.
     *
     * @param moment when the record expires
     */
    record At(Instant moment) implements Expiry {}

    /** What it is. */
    record Keep() implements Expiry {}

    /** None. */
    record Never() implements Expiry {}
  }

  /** A chain of options. Immutable; each method returns a new chain. */
  final class Chain implements SaveOptions {
    private static final Chain NONE = new Chain(null, null, false, new Expiry.OfModel());

    private final @Nullable Set<String> only;
    private final @Nullable Condition condition;
    private final boolean skipAutoNow;
    private final Expiry expiry;

    private Chain(
        @Nullable Set<String> only,
        @Nullable Condition condition,
        boolean skipAutoNow,
        Expiry expiry) {
      this.only = only;
      this.condition = condition;
      this.skipAutoNow = skipAutoNow;
      this.expiry = expiry;
    }

    /** Writes no field: a save with this does nothing. */
    public Chain only() {
      return only(List.of());
    }

    /** Writes these fields and their indexes alone; the record must exist. */
    public Chain only(String... fields) {
      return only(Arrays.asList(Given.toCall(fields, "fields")));
    }

    /** Writes these fields and their indexes alone; the record must exist. */
    public Chain only(Attribute<?, ?>... fields) {
      return only(
          Given.allToCall(Arrays.asList(Given.toCall(fields, "fields")), "fields").stream()
              .map(Attribute::name)
              .toList());
    }

    /** Writes these fields and their indexes alone; of none, does nothing. */
    public Chain only(Collection<String> fields) {
      Set<String> names =
          Collections.unmodifiableSet(new LinkedHashSet<>(Given.allToCall(fields, "fields")));
      return new Chain(names, condition, skipAutoNow, expiry);
    }

    /**
     * Writes only if the stored record satisfies the condition, checked in the same atomic step.
     */
    public Chain onlyIf(Condition newCondition) {
      Given.toCall(newCondition, "condition");
      Condition both = condition == null ? newCondition : condition.and(newCondition);
      return new Chain(only, both, skipAutoNow, expiry);
    }

    /** Leaves fields with autoNow as they are in the entity. */
    public Chain skipAutoNow() {
      return new Chain(only, condition, true, expiry);
    }

    /**
     * Lets the record expire after this time, before the year 10000.
     *
     * @throws ValidationException if it is shorter than a millisecond, or expiry was set before
     */
    public Chain ttl(Duration ttl) {
      if (Given.toCall(ttl, "ttl").compareTo(Duration.ofMillis(1)) < 0) {
        throw new ValidationException("ttl: expected a millisecond or more, but got " + ttl + ".");
      }
      return expiring(new Expiry.After(ttl));
    }

    /**
     * Lets the record expire at this moment, before the year 10000.
     *
     * @throws ValidationException if expiry was set before
     */
    public Chain expireAt(Instant moment) {
      return expiring(new Expiry.At(Given.toCall(moment, "moment")));
    }

    /** Leaves the record's time to live alone. */
    public Chain keepTtl() {
      return expiring(new Expiry.Keep());
    }

    /** Lets the record live for ever, until a later save says otherwise. */
    public Chain persist() {
      return expiring(new Expiry.Never());
    }

    private Chain expiring(Expiry newExpiry) {
      if (!(expiry instanceof Expiry.OfModel)) {
        throw new ValidationException(
            "Give one of ttl, expireAt, keepTtl and persist, not two: the time to live is already "
                + expiry
                + ".");
      }
      return new Chain(only, condition, skipAutoNow, newExpiry);
    }

    /** Returns the names of the fields to write, if not all. */
    public Optional<Set<String>> fields() {
      return Optional.ofNullable(only);
    }

    /** Returns what the stored record must satisfy, if anything. */
    public Optional<Condition> condition() {
      return Optional.ofNullable(condition);
    }

    /** Returns whether autoNow fields stay as they are. */
    public boolean skipsAutoNow() {
      return skipAutoNow;
    }

    /** Returns what happens to the time to live. */
    public Expiry expiry() {
      return expiry;
    }
  }
}
