package io.popoto.internal.engine;

import io.popoto.Page;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Walks over any number of results, a page at a time. */
public final class Pages {
  static final int SIZE = 250;

  private Pages() {}

  /**
   * Returns a stream that asks for the next page when it is reached.
   *
   * @throws io.popoto.exception.QueryException if the query cannot be walked
   */
  public static <R> Stream<R> stream(Engine engine, Search<?, R> search) {
    Iterator<R> iterator = new PageIterator<>(engine, search.streamed(SIZE));
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  /** Returns a publisher; each subscriber walks on its own. */
  public static <R> Flow.Publisher<R> publisher(
      Engine engine, Supplier<? extends Search<?, R>> search) {
    return subscriber -> PageSubscription.begin(engine, search, subscriber);
  }

  private static final class PageIterator<R> implements Iterator<R> {
    private final Engine engine;
    private final Search<?, R> search;
    private Iterator<R> page;
    private Optional<String> next;

    PageIterator(Engine engine, Search<?, R> search) {
      this.engine = engine;
      this.search = search;
      Page<R> first = read(search);
      this.page = first.items().iterator();
      this.next = first.next();
    }

    private Page<R> read(Search<?, R> from) {
      return engine.await(from.ownTimeout(), call -> from.page(call.bulkStep()));
    }

    @Override
    public boolean hasNext() {
      while (!page.hasNext() && next.isPresent()) {
        Page<R> read = read(search.after(next.get()));
        page = read.items().iterator();
        next = read.next();
      }
      return page.hasNext();
    }

    @Override
    public R next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return page.next();
    }
  }
}
