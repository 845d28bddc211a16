package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import io.popoto.Ref;
import io.popoto.Repository;
import io.popoto.Update;
import io.popoto.annotation.Ignore;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.Relationship;
import io.popoto.exception.MappingException;
import io.popoto.exception.ModelException;
import io.popoto.exception.ValidationException;
import io.popoto.testing.RawRedis;
import java.io.File;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Currency;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a field holds is reloaded equal, or it is refused; it is never changed silently. */
@SuppressWarnings({
  "ClassCanBeStatic",
  "DoNotCallSuggester",
  "SameNameButDifferent",
  "UnusedMethod",
  "UnusedVariable"
})
abstract class ReloadContract extends Contract {
  ReloadContract(Api api) {
    super(api);
  }

  enum Op {
    PLUS {
      @Override
      public String toString() {
        return "+";
      }
    },
    MINUS {
      @Override
      public String toString() {
        return "+";
      }
    }
  }

  record Point(int x, int y) {}

  record Tag(String name) {}

  record Named(String name, @Ignore String secret) {}

  static class Shape {
    String color = "red";

    Shape() {}

    @Override
    public boolean equals(Object other) {
      return other instanceof Shape that && color.equals(that.color);
    }

    @Override
    public int hashCode() {
      return color.hashCode();
    }
  }

  static final class Circle extends Shape {
    double radius = 5;
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes({@JsonSubTypes.Type(Car.class), @JsonSubTypes.Type(Bus.class)})
  sealed interface Vehicle permits Car, Bus {}

  record Car(int doors) implements Vehicle {}

  record Bus(List<String> seats) implements Vehicle {}

  /** Accessors that say something else than the fields. */
  static final class Tricky {
    private String name = "";
    private transient String cache = "";
    @JsonIgnore private String ignored = "";
    @Ignore private String own = "";
    private List<Op> ops = new ArrayList<>();

    public String getName() {
      return "Mr. " + name;
    }

    public void setName(String name) {
      this.name = name + "!";
    }

    public String getCache() {
      return cache;
    }

    public void setCache(String cache) {
      this.cache = cache;
    }

    public int getLength() {
      return name.length();
    }

    public boolean isEmpty() {
      throw new IllegalStateException("not asked for");
    }
  }

  /** Says itself how it is stored. */
  static final class Email {
    private final String address;
    private final int hash;

    @JsonCreator
    Email(String address) {
      this.address = address;
      this.hash = address.hashCode();
    }

    @JsonValue
    String address() {
      return address;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Email that && address.equals(that.address);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  static final class Money {
    private final BigDecimal amount;
    private final String currency;

    @JsonCreator
    Money(@JsonProperty("amount") BigDecimal amount, @JsonProperty("currency") String currency) {
      this.amount = amount;
      this.currency = currency;
    }
  }

  static final class Linked {
    Linked next;
    String name = "";
  }

  static final class Counted extends ArrayList<String> {
    private static final long serialVersionUID = 1;
    int owner;
  }

  @Model
  static class Box {
    @KeyField String id = "a";
    Object any;
    Map<String, Object> open;
    Map<String, String> texts;
    LinkedHashMap<String, Integer> steps;
    Set<String> tags;
    LinkedHashSet<Integer> numbers;
    SortedMap<String, Integer> sorted;
    TreeSet<String> tree;
    Map<Op, Integer> byOp;
    EnumMap<Op, Integer> byEnum;
    EnumSet<Op> ops;
    Map<Tag, String> byTag;
    Map<Instant, Op> byTime;
    Map<Integer, Map<Long, Boolean>> nested;
    Shape shape;
    List<Shape> shapes;
    Shape[] array;
    Vehicle vehicle;
    List<? extends Vehicle> vehicles;
    Tricky tricky;
    Named named;
    Email email;
    Map<Email, Email> emails;
    Money money;
    Linked linked;
    Pattern pattern;
    BitSet bits;
    Optional<List<Optional<String>>> optionals;
    OptionalInt optionalInt;
    AtomicInteger atomic;
    Locale locale;
    Currency currency;
    Class<?> type;
    File file;
    List<Character> characters;
    List<Double> doubles;
    List<Float> floats;
    List<BigDecimal> decimals;
    List<OffsetDateTime> offsets;
    List<ZonedDateTime> zones;
    List<byte[]> bytes;
    Deque<String> deque;
    java.util.Queue<Integer> queue;
    PriorityQueue<Integer> priority;
    ConcurrentHashMap<String, Point> concurrent;
    java.util.Collection<String> collection;
    List<String> list;
    List<Integer> integers;
    Iterable<Integer> iterable;
    Number number;
    char[] letters;
    int[][] grid;
    Object[] objects;
  }

  private void kept(Box box, java.util.function.Function<Box, Object> field) {
    Repository<Box> boxes = repository(Box.class);
    boxes.save(box);
    Object before = field.apply(box);
    assertThat(boxes.load("a").map(field)).hasValueSatisfying(v -> assertThat(v).isEqualTo(before));
  }

  private void refused(Box box, String path) {
    Repository<Box> boxes = repository(Box.class);
    boxes.deleteAll();
    assertThatThrownBy(() -> boxes.save(box))
        .as(path)
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining(path);
    assertThatThrownBy(() -> boxes.create(box)).isInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> boxes.bulkCreate(List.of(new Box(), box)))
        .isInstanceOf(ModelException.class);
    assertThat(boxes.query().count()).isZero();
    assertThat(RawRedis.commands().exists(redis.redisKey("Box:a"))).isZero();
  }

  private static Box box(java.util.function.Consumer<Box> filling) {
    Box box = new Box();
    filling.accept(box);
    return box;
  }

  @Test
  void objectsAreMappedByTheirFields() {
    Tricky tricky = new Tricky();
    tricky.name = "Ann";
    tricky.cache = "warm";
    tricky.ignored = "ignored";
    tricky.own = "own";
    tricky.ops.add(Op.MINUS);
    Repository<Box> boxes = repository(Box.class);
    boxes.save(box(b -> b.tricky = tricky));
    String stored = RawRedis.commands().hget(redis.redisKey("Box:a"), "tricky");
    assertThat(stored).isEqualTo("{\"name\":\"Ann\",\"ops\":[\"MINUS\"]}");
    Tricky loaded = boxes.load("a").orElseThrow().tricky;
    assertThat(loaded.name).isEqualTo("Ann");
    assertThat(loaded.ops).containsExactly(Op.MINUS);
    assertThat(loaded.cache + loaded.ignored + loaded.own).isEmpty();
  }

  @Test
  void finalFieldsNeedAConstructorThatSetsThem() {
    kept(box(b -> b.money = new Money(new BigDecimal("1.50"), "EUR")), b -> b.money.amount);
    kept(box(b -> b.email = new Email("a@b.c")), b -> b.email);
    kept(box(b -> b.emails = Map.of(new Email("k"), new Email("v"))), b -> b.emails);

    unmappable(OfFinal.class, "held.inner.items");
    unmappable(OfValue.class, "value");
    unmappable(OfInterface.class, "held.task");
    unmappable(OfInner.class, "inner");
    unmappable(OfRef.class, "held.up");
    unmappable(OfFunction.class, "function");
  }

  private void unmappable(Class<?> model, String path) {
    assertThatThrownBy(() -> repository(model))
        .isExactlyInstanceOf(MappingException.class)
        .hasMessageContaining(model.getSimpleName() + "." + path);
  }

  @Model
  static final class OfFinal {
    static final class Inner {
      final List<String> items = new ArrayList<>();
    }

    static final class Held {
      Inner inner;
    }

    @KeyField String id;
    Map<String, Held> held;
  }

  @Model
  static final class OfValue {
    static final class Value {
      private final String text;

      private Value(String other) {
        this.text = other;
      }
    }

    @KeyField String id;
    Value value;
  }

  @Model
  static final class OfInterface {
    static final class Held {
      Runnable task;
    }

    @KeyField String id;
    List<Held> held;
  }

  @Model
  static final class OfInner {
    final class Inner {
      int x;
    }

    @KeyField String id;
    Inner inner;
  }

  @Model
  static final class OfRef {
    static final class Held {
      Ref<OfRef> up;
    }

    @KeyField String id;
    Held held;
  }

  @Model
  static final class OfKeys {
    @KeyField String id;
    Map<Point, String> points;
  }

  @Model
  static final class OfFunction {
    @KeyField String id;
    Supplier<String> function;
  }

  @Test
  void instancesOfSubclassesAreRefusedUnlessTheirTypeIsStored() {
    refused(box(b -> b.shape = new Circle()), "shape");
    refused(box(b -> b.shape = new Shape() {}), "shape");
    refused(box(b -> b.shapes = List.of(new Shape(), new Circle())), "[1]");
    refused(box(b -> b.array = new Shape[] {new Circle()}), "[0]");
    kept(box(b -> b.shapes = Arrays.asList(new Shape(), null)), b -> b.shapes);
    kept(box(b -> b.vehicle = new Car(3)), b -> b.vehicle);
    kept(box(b -> b.vehicles = List.of(new Car(3), new Bus(List.of()))), b -> b.vehicles);
    Counted counted = new Counted();
    counted.owner = 1;
    refused(box(b -> b.list = counted), "list");
  }

  @Test
  void subclassOfAnEntityIsRefused() {
    Repository<Animal> animals = repository(Animal.class);
    Dog dog = new Dog();
    assertThatThrownBy(() -> animals.save(dog))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("Dog");
    assertThatThrownBy(() -> animals.create(dog)).isInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> animals.getOrCreate(dog)).isInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> animals.updateOrCreate(dog)).isInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> animals.bulkCreate(List.of(new Animal(), dog)))
        .isInstanceOf(ValidationException.class);
    Animal owner = new Animal();
    owner.parent = Ref.of(new Puppy());
    assertThatThrownBy(() -> animals.save(owner))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("parent");
    assertThatThrownBy(() -> Ref.of(dog)).isInstanceOf(MappingException.class);
    assertThat(animals.query().count()).isZero();
  }

  @Model
  static class Animal {
    @KeyField String name = "rex";

    @Relationship(nullable = true)
    Ref<Animal> parent;
  }

  static final class Dog extends Animal {
    int teeth = 42;
  }

  @Model
  static final class Puppy extends Animal {}

  @Test
  void orderIsKeptWhereTheCollectionHasOne() {
    LinkedHashMap<String, Integer> steps = new LinkedHashMap<>();
    steps.put("z", 1);
    steps.put("a", 2);
    Repository<Box> boxes = repository(Box.class);
    boxes.save(
        box(
            b -> {
              b.steps = steps;
              b.open = new LinkedHashMap<>(steps);
              b.tags = new LinkedHashSet<>(List.of("z", "a", "m"));
              b.numbers = new LinkedHashSet<>(List.of(3, 1, 2));
              b.texts = Map.of("z", "1", "a", "2", "m", "3");
            }));
    Box loaded = boxes.load("a").orElseThrow();
    assertThat(loaded.steps.keySet()).containsExactly("z", "a");
    assertThat(loaded.open.keySet()).containsExactly("z", "a");
    assertThat(loaded.tags).containsExactly("z", "a", "m");
    assertThat(loaded.numbers).containsExactly(3, 1, 2);
    assertThat(loaded.texts.keySet()).as("no order: sorted").containsExactly("a", "m", "z");
  }

  @Test
  void comparatorsThatWouldBeLostAreRefused() {
    kept(box(b -> b.sorted = new TreeMap<>(Map.of("b", 1, "a", 2))), b -> b.sorted);
    kept(box(b -> b.tree = new TreeSet<>(Comparator.naturalOrder())), b -> b.tree);
    refused(box(b -> b.sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER)), "sorted");
    refused(box(b -> b.tree = new TreeSet<>(Comparator.reverseOrder())), "tree");
    refused(box(b -> b.priority = new PriorityQueue<>(Comparator.reverseOrder())), "priority");
    refused(box(b -> b.queue = new PriorityQueue<>(List.of(2, 1))), "queue");
    refused(box(b -> b.collection = Set.of("a")), "collection");
    kept(box(b -> b.collection = List.of("a")), b -> b.collection);
  }

  @Test
  void keysOfMapsReloadEqualOrAreRefused() {
    kept(box(b -> b.byOp = Map.of(Op.PLUS, 1, Op.MINUS, 2)), b -> b.byOp);
    kept(box(b -> b.byEnum = new EnumMap<>(Map.of(Op.PLUS, 1, Op.MINUS, 2))), b -> b.byEnum);
    kept(box(b -> b.ops = EnumSet.of(Op.MINUS)), b -> b.ops);
    kept(box(b -> b.byTime = Map.of(Instant.EPOCH.plusNanos(1), Op.MINUS)), b -> b.byTime);
    kept(box(b -> b.nested = Map.of(1, Map.of(2L, true))), b -> b.nested);
    Map<String, String> withNull = new HashMap<>();
    withNull.put("a", null);
    kept(box(b -> b.texts = withNull), b -> b.texts);
    Map<String, String> nullKey = new HashMap<>();
    nullKey.put(null, "a");
    refused(box(b -> b.texts = nullKey), "texts");
    refused(box(b -> b.byTag = Map.of(new Tag("x"), "a")), "byTag");
    unmappable(OfKeys.class, "points");
  }

  @Test
  void valuesWithoutATypeReloadEqualOrAreRefused() {
    kept(box(b -> b.open = Map.of("a", 1, "b", 1.5, "c", "x", "d", List.of(true))), b -> b.open);
    kept(box(b -> b.open = Map.of("a", Long.MAX_VALUE)), b -> b.open);
    refused(box(b -> b.open = Map.of("price", new BigDecimal("1.10"))), "price");
    refused(box(b -> b.open = Map.of("n", 5L)), "n");
    refused(box(b -> b.open = Map.of("deep", List.of(Map.of("day", Instant.EPOCH)))), "[0]{day}");
    refused(box(b -> b.open = Map.of("nan", Double.NaN)), "nan");
    refused(box(b -> b.any = new Point(1, 2)), "any");
    refused(box(b -> b.any = Set.of(1)), "any");
    refused(box(b -> b.any = (Supplier<String>) () -> "x"), "any");
    refused(box(b -> b.any = new Object()), "any");
    refused(box(b -> b.any = new int[] {1}), "any");
    refused(box(b -> b.number = 1f), "number");
    refused(box(b -> b.objects = new Object[] {'c'}), "objects");
    kept(box(b -> b.any = List.of("a", 1)), b -> b.any);
  }

  @Test
  void valuesOfTheJdkReloadEqualOrAreRefused() {
    kept(box(b -> b.pattern = Pattern.compile("a+")), b -> b.pattern.pattern());
    refused(box(b -> b.pattern = Pattern.compile("a+", Pattern.CASE_INSENSITIVE)), "pattern");
    refused(box(b -> b.bits = BitSet.valueOf(new long[] {5})), "bits");
    kept(box(b -> b.atomic = new AtomicInteger(5)), b -> b.atomic.get());
    kept(box(b -> b.optionalInt = OptionalInt.of(5)), b -> b.optionalInt);
    kept(box(b -> b.optionalInt = OptionalInt.empty()), b -> b.optionalInt);
    kept(
        box(b -> b.optionals = Optional.of(List.of(Optional.of("a"), Optional.empty()))),
        b -> b.optionals);
    kept(box(b -> b.locale = Locale.GERMANY), b -> b.locale);
    kept(box(b -> b.currency = Currency.getInstance("EUR")), b -> b.currency);
    kept(box(b -> b.type = String.class), b -> b.type);
    kept(box(b -> b.file = new File("/tmp/a")), b -> b.file);
    refused(box(b -> b.file = new File("relative")), "file");
    kept(box(b -> b.characters = List.of('\0', 'a', '\ud83d')), b -> b.characters);
    kept(
        box(b -> b.doubles = Arrays.asList(Double.NaN, Double.NEGATIVE_INFINITY, -0.0, null)),
        b -> b.doubles);
    kept(box(b -> b.floats = List.of(Float.NaN, 0.1f, Float.MIN_VALUE)), b -> b.floats);
    kept(
        box(b -> b.decimals = List.of(new BigDecimal("1.00"), new BigDecimal("1E+400"))),
        b -> b.decimals);
    kept(
        box(b -> b.offsets = List.of(OffsetDateTime.parse("2024-01-01T00:00:00.000000001+05:30"))),
        b -> b.offsets);
    kept(box(b -> b.bytes = List.of(new byte[] {0, -1})), b -> b.bytes.get(0)[1]);
    kept(box(b -> b.letters = new char[] {'a', '\0'}), b -> b.letters);
    kept(box(b -> b.grid = new int[][] {{1}, {}}), b -> b.grid);
    kept(
        box(b -> b.concurrent = new ConcurrentHashMap<>(Map.of("a", new Point(1, 2)))),
        b -> b.concurrent);
    kept(box(b -> b.deque = new ArrayDeque<>(List.of("b", "a"))), b -> List.copyOf(b.deque));
    kept(box(b -> b.integers = List.of(1, 2).subList(1, 2)), b -> b.integers);
  }

  @Test
  void recordComponentThatIsIgnoredIsNotStored() {
    Repository<Box> boxes = repository(Box.class);
    boxes.save(box(b -> b.named = new Named("a", "secret")));
    assertThat(RawRedis.commands().hget(redis.redisKey("Box:a"), "named"))
        .isEqualTo("{\"name\":\"a\"}");
    assertThat(boxes.load("a").orElseThrow().named).isEqualTo(new Named("a", null));
  }

  @Test
  void cyclesAndDepthsAreRefused() {
    Linked self = new Linked();
    self.next = self;
    refused(box(b -> b.linked = self), "linked");
    Linked deep = new Linked();
    for (int i = 0; i < 20_000; i++) {
      Linked outer = new Linked();
      outer.next = deep;
      deep = outer;
    }
    Linked deepest = deep;
    refused(box(b -> b.linked = deepest), "linked");
    Linked shallow = new Linked();
    shallow.next = new Linked();
    shallow.next.name = "second";
    kept(box(b -> b.linked = shallow), b -> b.linked.next.name);
  }

  @Test
  void updatesAreHeldToTheSame() {
    Repository<Box> boxes = repository(Box.class);
    boxes.create(new Box());
    assertThatThrownBy(() -> boxes.update(boxes.key("a"), Update.set("shape", new Circle())))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("shape");
    assertThatThrownBy(
            () -> boxes.bulkUpdate(boxes.query(), Update.set("open", Map.of("a", BigDecimal.ONE))))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("open");
    assertThat(boxes.load("a").orElseThrow().shape).isNull();
  }
}
