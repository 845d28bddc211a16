package io.popoto.internal.scan;

import io.popoto.internal.codec.Codecs;
import io.popoto.internal.index.BuiltIn;
import io.popoto.spi.IndexKind;
import io.popoto.spi.Plugin;
import io.popoto.spi.ValueCodec;
import java.net.URL;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plugins on the class path, together with what is built in. Immutable. */
public final class Plugins {
  private static final Logger LOG = LoggerFactory.getLogger("io.popoto.Popoto");

  private static final int MOST_FAULTS = 100;

  private final List<Plugin> plugins;
  private final List<IndexKind> kinds;

  private Plugins(List<Plugin> plugins) {
    this.plugins = List.copyOf(plugins);
    List<IndexKind> all = new ArrayList<>(BuiltIn.kinds());
    plugins.forEach(plugin -> all.addAll(plugin.indexKinds()));
    this.kinds = List.copyOf(all);
  }

  /**
   * Returns what the service loader finds with this library's class loader, and with the context
   * class loader of this thread, since an application may have one of its own.
   */
  public static Plugins load() {
    Map<Class<?>, Plugin> found = new LinkedHashMap<>();
    ClassLoader own = Plugin.class.getClassLoader();
    ServiceLoader.load(Plugin.class, own).stream().forEach(provider -> add(provider, found));
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    if (context != null && context != own) {
      addAll(ServiceLoader.load(Plugin.class, context).stream().iterator(), found);
    }
    return new Plugins(List.copyOf(found.values()));
  }

  /**
   * Passes over plugins for another copy of this library, such as that of a parent class loader.
   */
  private static void addAll(
      Iterator<ServiceLoader.Provider<Plugin>> providers, Map<Class<?>, Plugin> found) {
    for (int faults = 0; faults < MOST_FAULTS; ) {
      try {
        if (!providers.hasNext()) {
          return;
        }
        add(providers.next(), found);
      } catch (ServiceConfigurationError e) {
        faults++;
        LOG.debug("A plugin is left out.", e);
      }
    }
  }

  private static void add(ServiceLoader.Provider<Plugin> provider, Map<Class<?>, Plugin> found) {
    found.computeIfAbsent(provider.type(), type -> provider.get());
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
