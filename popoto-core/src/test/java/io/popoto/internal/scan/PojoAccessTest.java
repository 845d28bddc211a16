package io.popoto.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("UnusedVariable") // Fields are read by reflection.
class PojoAccessTest {
  static class Named {
    private String name = "none";
  }

  static final class Counted extends Named {
    private int count = 3;

    private Counted() {}
  }

  static final class Broken {
    Broken() throws IOException {
      throw new IOException("no disk");
    }
  }

  private final EntityAccess counted = access(Counted.class, Named.class, Counted.class);

  private static EntityAccess access(Class<?> type, Class<?>... holders) {
    try {
      List<Field> fields = new java.util.ArrayList<>();
      for (Class<?> holder : holders) {
        fields.add(holder.getDeclaredFields()[0]);
      }
      return new PojoAccess(type.getDeclaredConstructor(), fields);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  @Test
  void reachesPrivateMembersAndThoseOfASuperclass() {
    Object entity = counted.create(new Object[] {"pear", EntityAccess.ABSENT});

    assertThat(counted.get(entity, 0)).isEqualTo("pear");
    assertThat(counted.get(entity, 1)).isEqualTo(3);
    assertThat(counted.with(entity, new int[] {1}, new Object[] {4})).isSameAs(entity);
    assertThat(counted.get(entity, 1)).isEqualTo(4);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Object entity = counted.create(new Object[] {"pear", 1});

    assertThatThrownBy(() -> counted.with(entity, new int[] {1}, new Object[] {null}))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> counted.create(new Object[] {1, 1}))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> counted.get("text", 1))
        .isInstanceOf(ClassCastException.class)
        .hasMessageContaining("java.lang.String is no")
        .hasMessageContaining("Counted");
  }

  @Test
  void whatAConstructorThrowsIsPassedOn() {
    assertThatThrownBy(() -> access(Broken.class).create(new Object[] {}))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("no disk");
  }
}
