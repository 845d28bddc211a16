package io.popoto.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Domain(Values.class)
@Domain(DomainContext.Global.class)
class KeyTextTest {

  @Property
  void anyPartReloadsEqual(@ForAll String part, @ForAll boolean composite) {
    assertThat(KeyText.unescape(KeyText.escape(part, composite))).isEqualTo(part);
  }

  @Property
  void anyKeyReloadsEqual(@ForAll("keys") List<String> parts) {
    assertThat(KeyText.split(KeyText.join(parts), parts.size())).isEqualTo(parts);
  }

  @Property
  void keysOfOneModelDoNotCollide(
      @ForAll("pairs") List<String> one, @ForAll("pairs") List<String> two) {
    assertThat(KeyText.join(one).equals(KeyText.join(two))).isEqualTo(one.equals(two));
  }

  @Property
  void singlePartIdsKeepTheOrderOfTheirText(@ForAll String left, @ForAll String right) {
    int text = Text.compare(Text.bytes(left), Text.bytes(right));
    int ids =
        Text.compare(
            Text.bytes(KeyText.escape(left, false)), Text.bytes(KeyText.escape(right, false)));
    assertThat(Integer.signum(ids)).isEqualTo(Integer.signum(text));
  }

  @Property
  void onlyOneKeyHasTheId(@ForAll("ids") String id) {
    for (int count = 1; count <= 3; count++) {
      try {
        assertThat(KeyText.join(KeyText.split(id, count))).isEqualTo(id);
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageContaining("id");
      }
    }
  }

  @Provide
  Arbitrary<List<String>> keys() {
    return new Values().strings().injectNull(0.2).list().ofMinSize(1).ofMaxSize(4);
  }

  @Provide
  Arbitrary<List<String>> pairs() {
    return Arbitraries.of("", ":", "%", "%-", "-", "%3A", "a", "a:b", "b:c", "c", "25")
        .injectNull(0.1)
        .list()
        .ofSize(2);
  }

  @Provide
  Arbitrary<String> ids() {
    return Arbitraries.of("%", "25", "3A", "3a", "-", ":", "x")
        .list()
        .ofMaxSize(6)
        .map(parts -> String.join("", parts));
  }

  @Test
  void ordinaryTextStaysAsItIs() {
    assertThat(KeyText.join(List.of("Siam Garden"))).isEqualTo("Siam Garden");
    assertThat(KeyText.join(List.of("valor:7"))).isEqualTo("valor:7");
    assertThat(KeyText.join(List.of("*?[]{}", "日本"))).isEqualTo("*?[]{}:日本");
  }

  @Test
  void escapesWhatWouldCollide() {
    assertThat(KeyText.join(List.of("100%"))).isEqualTo("100%25");
    assertThat(KeyText.join(Arrays.asList("a:b", null, ""))).isEqualTo("a%3Ab:%-:");
    assertThat(KeyText.split("a%3Ab:%-:", 3)).containsExactly("a:b", null, "");
    assertThat(KeyText.split("%-", 1)).containsExactly((String) null);
  }

  @ParameterizedTest
  @CsvSource({"a:b, 3", "a:b:c, 2", "'', 2", "50%, 1", "%3A, 1", "%3a:b, 2", "%-x:b, 2", "%2, 1"})
  void refusesWhatIsNoId(String id, int partCount) {
    assertThatIllegalArgumentException().isThrownBy(() -> KeyText.split(id, partCount));
  }
}
