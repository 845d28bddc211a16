package io.popoto.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** Collects what a publisher publishes, asking for one element at a time. */
final class Collecting<T> implements Flow.Subscriber<T> {
  private final List<T> elements = new ArrayList<>();
  private final CompletableFuture<List<T>> result = new CompletableFuture<>();
  private Flow.Subscription subscription;

  private Collecting() {}

  /** Subscribes and returns the future of all elements. */
  static <T> CompletableFuture<List<T>> from(Flow.Publisher<T> publisher) {
    Collecting<T> collecting = new Collecting<>();
    publisher.subscribe(collecting);
    return collecting.result;
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    subscription.request(1);
  }

  @Override
  public void onNext(T element) {
    elements.add(element);
    subscription.request(1);
  }

  @Override
  public void onError(Throwable failure) {
    result.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    result.complete(elements);
  }
}
