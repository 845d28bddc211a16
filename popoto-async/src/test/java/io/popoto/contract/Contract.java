package io.popoto.contract;

import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.testing.PopotoExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A set of cases that hold for both APIs; a subclass for each API runs them. */
public abstract class Contract {
  private static final int THREADS = 16;

  /** Gives each test its namespace, and checks it afterwards. */
  @RegisterExtension protected final PopotoExtension redis = new PopotoExtension();

  final Api api;

  /** Creates the cases for an API. */
  protected Contract(Api api) {
    this.api = api;
  }

  /** Returns the repository of a model, of the API that is tested. */
  protected final <T> Repository<T> repository(Class<T> type) {
    return api.repository(redis, type);
  }

  /** Returns the repository of a model through another entry point, of the API that is tested. */
  protected final <T> Repository<T> repository(Popoto popoto, Class<T> type) {
    return api.repository(popoto, type);
  }

  /** Runs tasks at once on several threads and returns their results in order. */
  protected static <R> List<R> inParallel(int tasks, IntFunction<R> task) {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<R>> calls = new ArrayList<>();
      for (int i = 0; i < tasks; i++) {
        int number = i;
        calls.add(() -> task.apply(number));
      }
      List<R> results = new ArrayList<>();
      for (Future<R> future : threads.invokeAll(calls)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError("A task failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      threads.shutdownNow();
    }
  }
}
