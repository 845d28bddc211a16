package io.popoto.examples.fooddelivery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

// tag::subscriber[]
/** Adds up the totals of orders, a hundred at a time. */
final class Totals implements Flow.Subscriber<Order> {
  final CompletableFuture<Double> sum = new CompletableFuture<>();
  private Flow.Subscription subscription;
  private double soFar;
  private int seen;

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    subscription.request(100);
  }

  @Override
  public void onNext(Order order) {
    soFar += order.total;
    if (++seen % 100 == 0) {
      subscription.request(100);
    }
  }

  @Override
  public void onError(Throwable failure) {
    sum.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    sum.complete(soFar);
  }
}
// end::subscriber[]
