package io.popoto.internal.engine;

import io.popoto.Page;
import io.popoto.exception.PopotoException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's walk: pages are read while there is demand, elements are handed over one after
 * the other, on the completion executor.
 */
final class PageSubscription<R> implements Flow.Subscription {
  private final Engine engine;
  private final Search<?, R> search;

  /** Forgotten once it has cancelled, even while a page is still on its way. */
  private volatile Flow.@Nullable Subscriber<? super R> subscriber;

  private final AtomicLong demand = new AtomicLong();
  private final AtomicInteger work = new AtomicInteger();
  private final Queue<R> ready = new ArrayDeque<>();
  private Optional<String> next = Optional.empty();
  private boolean begun;
  private boolean reading;
  private volatile @Nullable Page<R> arrived;
  private volatile boolean over;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable CompletableFuture<?> running;

  private PageSubscription(
      Engine engine, Search<?, R> search, Flow.Subscriber<? super R> subscriber) {
    this.engine = engine;
    this.search = search;
    this.subscriber = subscriber;
  }

  static <R> void begin(
      Engine engine,
      Supplier<? extends Search<?, R>> search,
      Flow.Subscriber<? super R> subscriber) {
    java.util.Objects.requireNonNull(subscriber, "subscriber");
    Search<?, R> pages;
    try {
      pages = search.get().streamed(Pages.SIZE);
    } catch (Throwable e) {
      subscriber.onSubscribe(new Nothing());
      subscriber.onError(e);
      return;
    }
    PageSubscription<R> subscription = new PageSubscription<>(engine, pages, subscriber);
    // As if at work, so that no signal overtakes the end of onSubscribe.
    subscription.work.set(1);
    subscriber.onSubscribe(subscription);
    if (subscription.work.decrementAndGet() > 0) {
      subscription.begin();
    }
  }

  private static final class Nothing implements Flow.Subscription {
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }

  @Override
  public void request(long n) {
    if (n <= 0) {
      failure = new IllegalArgumentException("request: expected more than 0, but got " + n);
    } else {
      demand.accumulateAndGet(n, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
    }
    schedule();
  }

  @Override
  public void cancel() {
    over = true;
    subscriber = null;
    CompletableFuture<?> current = running;
    if (current != null) {
      current.cancel(true);
    }
  }

  /** Runs the hand-over on the executor, never twice at a time. */
  private void schedule() {
    if (work.getAndIncrement() == 0) {
      begin();
    }
  }

  private void begin() {
    boolean late = failure != null;
    engine.handOver(
        this::handOver, late ? Duration.ZERO : engine.config().timeout(), this::notHandedOver);
  }

  /** The executor has not taken the hand-over: nobody else can be at it, nor will be. */
  private void notHandedOver(PopotoException why) {
    over = true;
    CompletableFuture<?> current = running;
    if (current != null) {
      current.cancel(true);
    }
    Flow.Subscriber<? super R> to = subscriber;
    subscriber = null;
    if (to != null) {
      Throwable first = failure;
      to.onError(first == null ? why : first);
    }
  }

  private void handOver() {
    int missed = 1;
    while (missed > 0) {
      try {
        step();
      } catch (RuntimeException e) {
        over = true;
      }
      missed = work.addAndGet(-missed);
    }
  }

  private void step() {
    while (!over) {
      Flow.Subscriber<? super R> to = subscriber;
      if (to == null) {
        return;
      }
      Page<R> page = arrived;
      if (page != null) {
        arrived = null;
        reading = false;
        ready.addAll(page.items());
        next = page.next();
      }
      Throwable failed = failure;
      if (failed != null) {
        over = true;
        to.onError(failed);
      } else if (!ready.isEmpty()) {
        if (demand.get() == 0) {
          return;
        }
        demand.decrementAndGet();
        to.onNext(ready.remove());
      } else if (begun && !reading && next.isEmpty()) {
        over = true;
        to.onComplete();
      } else if (reading || demand.get() == 0) {
        return;
      } else {
        read();
      }
    }
  }

  private void read() {
    Search<?, R> from = next.isPresent() ? search.after(next.get()) : search;
    begun = true;
    reading = true;
    CompletableFuture<Page<R>> page =
        engine.deliver(from.ownTimeout(), call -> from.page(call.bulkStep()));
    running = page;
    page.whenComplete(this::received);
  }

  private void received(@Nullable Page<R> page, @Nullable Throwable failed) {
    if (page != null) {
      arrived = page;
    } else if (failed != null) {
      failure = Failures.unwrap(failed);
    }
    schedule();
  }
}
