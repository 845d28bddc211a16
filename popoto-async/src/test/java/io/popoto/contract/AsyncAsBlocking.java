package io.popoto.contract;

import io.popoto.Query;
import io.popoto.Repository;
import io.popoto.async.AsyncQuery;
import io.popoto.async.AsyncRepository;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;

/**
 * Presents asynchronous repositories and queries as blocking ones: each call is one of the twin,
 * whose future is waited for. A twin that throws instead of returning a failed future is an {@link
 * AssertionError}.
 */
public final class AsyncAsBlocking implements InvocationHandler {
  private final Object twin;
  private final Class<?> twinType;

  private AsyncAsBlocking(Object twin, Class<?> twinType) {
    this.twin = twin;
    this.twinType = twinType;
  }

  /** Returns a repository that waits for the futures of the given one. */
  @SuppressWarnings("unchecked")
  public static <T> Repository<T> of(AsyncRepository<T> repository) {
    return (Repository<T>) proxy(Repository.class, repository, AsyncRepository.class);
  }

  /** Returns a query that waits for the futures of the given one. */
  @SuppressWarnings("unchecked")
  public static <T> Query<T> of(AsyncQuery<T> query) {
    return (Query<T>) proxy(Query.class, query, AsyncQuery.class);
  }

  private static Object proxy(Class<?> type, Object twin, Class<?> twinType) {
    return Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, new AsyncAsBlocking(twin, twinType));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(proxy, method, arguments);
    }
    Method counterpart = twinType.getMethod(method.getName(), method.getParameterTypes());
    Object result;
    try {
      result = counterpart.invoke(twin, twins(arguments));
    } catch (InvocationTargetException e) {
      if (passesThrough(counterpart)) {
        throw e.getCause();
      }
      throw new AssertionError(counterpart + " threw instead of returning", e.getCause());
    }
    if (result instanceof AsyncQuery<?> query) {
      return of(query);
    }
    if (result instanceof Flow.Publisher<?> publisher) {
      return ((List<?>) joined(Collecting.from(publisher))).stream();
    }
    return result instanceof CompletableFuture<?> future ? joined(future) : result;
  }

  /** Returns the arguments with the asynchronous query in the place of each that waits. */
  private static Object[] twins(Object[] arguments) {
    Object[] twins = arguments == null ? new Object[0] : arguments.clone();
    for (int i = 0; i < twins.length; i++) {
      if (twins[i] instanceof Query<?> query
          && Proxy.isProxyClass(query.getClass())
          && Proxy.getInvocationHandler(twins[i]) instanceof AsyncAsBlocking proxy) {
        twins[i] = proxy.twin;
      }
    }
    return twins;
  }

  private static boolean passesThrough(Method method) {
    return method.getReturnType() != CompletableFuture.class
        && method.getReturnType() != Flow.Publisher.class
        && method.getReturnType() != AsyncQuery.class;
  }

  private static Object joined(CompletableFuture<?> future) throws Throwable {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause();
    }
  }

  private Object ofObject(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "blocking " + twin;
    };
  }
}
