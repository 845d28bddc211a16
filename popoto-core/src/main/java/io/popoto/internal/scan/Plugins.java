package io.popoto.internal.scan;

import io.popoto.internal.codec.Codecs;
import io.popoto.internal.index.BuiltIn;
import io.popoto.spi.IndexKind;
import io.popoto.spi.Plugin;
import io.popoto.spi.ValueCodec;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** The plugins on the class path, together with what is built in. Immutable. */
public final class Plugins {
  private final List<Plugin> plugins;
  private final List<IndexKind> kinds;

  private Plugins(List<Plugin> plugins) {
    this.plugins = List.copyOf(plugins);
    List<IndexKind> all = new ArrayList<>(BuiltIn.kinds());
    plugins.forEach(plugin -> all.addAll(plugin.indexKinds()));
    this.kinds = List.copyOf(all);
  }

  /** Returns what the service loader of this library's class loader finds. */
  public static Plugins load() {
    return new Plugins(
        ServiceLoader.load(Plugin.class, Plugin.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .toList());
  }

  /** Returns all kinds of index. */
  public List<IndexKind> kinds() {
    return kinds;
  }

  /** Returns the codecs together with those of the plugins. */
  public Codecs addTo(Codecs codecs) {
    Codecs all = codecs;
    for (Plugin plugin : plugins) {
      for (Map.Entry<Class<?>, ValueCodec<?>> entry : plugin.codecs().entrySet()) {
        all = all.withDefault(entry.getKey(), entry.getValue());
      }
    }
    return all;
  }

  /** Returns models with fields of the plugins, to go through before there are others. */
  public List<Class<?>> samples() {
    return plugins.stream().<Class<?>>flatMap(plugin -> plugin.samples().stream()).toList();
  }

  /** Returns Lua sources to add to the scripts. */
  public List<URL> fragments() {
    return plugins.stream().flatMap(plugin -> plugin.fragments().stream()).toList();
  }
}
